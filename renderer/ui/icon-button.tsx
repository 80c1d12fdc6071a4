import type { ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip'
import { Kbd } from './kbd.tsx'

export interface IconButtonProps {
  /** Its accessible name, and the tooltip. */
  label: string
  icon: ReactNode
  onPress?: () => void
  /** As the person would press it, e.g. `Ctrl+Enter`. */
  shortcut?: string
  isDisabled?: boolean
  isPressed?: boolean
  className?: string
}

/** A button that shows only an icon and says its name on hover and focus. */
export function IconButton({ label, icon, onPress, shortcut, isDisabled, isPressed, className }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      <Button
        aria-label={label}
        className={`icon-button${className === undefined ? '' : ` ${className}`}`}
        {...(onPress === undefined ? {} : { onPress })}
        {...(isDisabled === undefined ? {} : { isDisabled })}
        {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
      >
        {icon}
      </Button>
      <Tooltip className="tooltip" offset={6}>
        {label}
        {shortcut === undefined ? null : <Kbd keys={shortcut} />}
      </Tooltip>
    </TooltipTrigger>
  )
}

import type { ReactNode, Ref } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'

export interface ButtonProps {
  children: ReactNode
  onPress?: () => void
  /** `primary` is what the screen is for; `plain` has a line round it; `quiet` is text until pointed at; `danger` takes something away. */
  look?: 'primary' | 'plain' | 'quiet' | 'danger'
  icon?: ReactNode
  type?: 'button' | 'submit'
  isDisabled?: boolean
  /** At work: it takes no press but keeps the focus, which a disabled button would lose. */
  isPending?: boolean
  autoFocus?: boolean
  className?: string
  label?: string
  ref?: Ref<HTMLButtonElement>
}

export function Button({ children, look = 'plain', icon, type = 'button', className, label, ...rest }: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      type={type}
      className={`button ${look}${className === undefined ? '' : ` ${className}`}`}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      {icon}
      {children}
    </AriaButton>
  )
}

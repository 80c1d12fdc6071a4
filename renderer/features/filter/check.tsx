import type { ReactNode } from 'react'

interface CheckProps {
  isOn: boolean
  onChange: (isOn: boolean) => void
  isDisabled?: boolean
  className?: string
  children: ReactNode
}

/** A box to tick, with its words. */
export function Check({ isOn, onChange, isDisabled = false, className = '', children }: CheckProps) {
  return (
    <label className={`check ${className}`}>
      <input type="checkbox" checked={isOn} disabled={isDisabled} onChange={(event) => onChange(event.target.checked)} />
      <span>{children}</span>
    </label>
  )
}

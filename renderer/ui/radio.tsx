import type { ReactNode } from 'react'
import { Label } from 'react-aria-components/Label'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'

export interface Choice<V extends string> {
  value: V
  label: string
  description?: ReactNode
}

export interface ChoicesProps<V extends string> {
  label: string
  value: V
  choices: readonly Choice<V>[]
  onChange: (value: V) => void
  isDisabled?: boolean
  /** Side by side, where the labels are short. */
  row?: boolean
}

/** One of a few, all in sight, each with a line that says what it means. */
export function Choices<V extends string>({ label, value, choices, onChange, isDisabled, row }: ChoicesProps<V>) {
  return (
    <RadioGroup
      className={row ? 'choices beside' : 'choices'}
      value={value}
      onChange={(next) => {
        const chosen = choices.find((choice) => choice.value === next)
        if (chosen !== undefined) onChange(chosen.value)
      }}
      {...(isDisabled === undefined ? {} : { isDisabled })}
    >
      <Label className="label">{label}</Label>
      <div className="choice-list">
        {choices.map((choice) => (
          <Radio key={choice.value} value={choice.value} className="choice">
            <span className="choice-mark" aria-hidden />
            <span className="choice-text">
              <span>{choice.label}</span>
              {choice.description === undefined ? null : <span className="hint">{choice.description}</span>}
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}

import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select'
import { Text } from 'react-aria-components/Text'

export interface Option<V extends string> {
  value: V
  label: string
  description?: string
}

export interface SelectProps<V extends string> {
  label: string
  value: V
  options: readonly Option<V>[]
  onChange: (value: V) => void
  description?: ReactNode
  isDisabled?: boolean
  /** The label is for screen readers only: what stands around the select says it already. */
  hideLabel?: boolean
}

/** One of a short list, behind a button. */
export function Select<V extends string>({ label, value, options, onChange, description, isDisabled, hideLabel }: SelectProps<V>) {
  return (
    <AriaSelect
      className="field"
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key)
        if (chosen !== undefined) onChange(chosen.value)
      }}
      {...(isDisabled === undefined ? {} : { isDisabled })}
    >
      <Label className={hideLabel ? 'visually-hidden' : 'label'}>{label}</Label>
      <Button className="input select-button">
        <SelectValue className="select-value">{({ selectedText }) => selectedText}</SelectValue>
        <ChevronDown size={14} aria-hidden />
      </Button>
      {description === undefined ? null : (
        <Text slot="description" className="hint">
          {description}
        </Text>
      )}
      <Popover className="popover" offset={4}>
        <ListBox className="listbox" items={options}>
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.label} className="option">
              {({ isSelected }) => (
                <>
                  <span className="option-text">
                    <Text slot="label">{option.label}</Text>
                    {option.description === undefined ? null : (
                      <Text slot="description" className="hint">
                        {option.description}
                      </Text>
                    )}
                  </span>
                  {isSelected ? <Check size={14} aria-hidden /> : null}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}

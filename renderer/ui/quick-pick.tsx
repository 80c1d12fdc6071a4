import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Kbd } from './kbd.tsx'

export interface PickItem {
  readonly id: string
  readonly label: string
  /** Muted, behind the label; searched too. */
  readonly detail?: string
  /** Searched, never shown: other words for the same thing. */
  readonly keywords?: string
  readonly icon?: ReactNode
  readonly shortcut?: string
  readonly disabled?: boolean
}

interface QuickPickProps {
  label: string
  placeholder: string
  items: readonly PickItem[]
  /** Said where nothing fits. */
  empty: string
  /** With an empty field, the digits 1 to 9 choose the first nine items. */
  digits?: boolean
  /** Stands in the lower half of the window. */
  low?: boolean
  /** The words of an extra item that makes something new of what was typed. */
  createLabel?: (text: string) => string
  onPick: (id: string) => void
  onCreate?: (text: string) => void
  onClose: () => void
}

const CREATE = ' create'

/** A field that narrows a list as one types; arrows walk, Enter chooses, Esc leaves. */
export function QuickPick({ label, placeholder, items, empty, digits, low, createLabel, onPick, onCreate, onClose }: QuickPickProps) {
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const found = useMemo(() => {
    const matching = narrow(items, text)
    const exact = matching.some((item) => fold(item.label) === fold(text.trim()))
    return createLabel && text.trim() !== '' && !exact ? [...matching, { id: CREATE, label: createLabel(text.trim()) }] : matching
  }, [items, text, createLabel])
  const shown = Math.min(at, Math.max(0, found.length - 1))

  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  })

  const choose = (item: PickItem | undefined) => {
    if (!item || item.disabled) return
    onClose()
    if (item.id === CREATE) onCreate?.(text.trim())
    else onPick(item.id)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const digit = digits && text === '' && !event.ctrlKey && !event.altKey ? /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] : undefined
    if (digit) choose(found[Number(digit) - 1])
    else if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, shown + 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(0, shown - 1))
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) choose(found[shown])
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <ModalOverlay isOpen isDismissable onOpenChange={(open) => open || onClose()} className={`veil quick-veil${low ? ' low' : ''}`}>
      <Modal className="quick">
        <Dialog aria-label={label} className="quick-dialog">
          <input
            autoFocus
            className="quick-input"
            role="combobox"
            aria-expanded
            aria-controls={id}
            aria-activedescendant={found[shown] ? `${id}-${shown}` : undefined}
            aria-label={label}
            placeholder={placeholder}
            value={text}
            onChange={(event) => {
              setText(event.target.value)
              setAt(0)
            }}
            onKeyDown={onKeyDown}
          />
          <div className="quick-list" role="listbox" id={id} ref={list} aria-label={label} tabIndex={-1}>
            {found.map((item, index) => (
              <div
                key={item.id}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === shown}
                aria-disabled={item.disabled ?? false}
                className="quick-item"
                onPointerMove={() => setAt(index)}
                onClick={() => choose(item)}
                onKeyDown={onKeyDown}
              >
                {item.icon}
                <span className="quick-label">{item.label}</span>
                {item.detail ? <span className="quick-detail">{item.detail}</span> : null}
                {item.shortcut ? (
                  <Kbd keys={item.shortcut} />
                ) : digits && text === '' && index < 9 ? (
                  <Kbd keys={String(index + 1)} />
                ) : null}
              </div>
            ))}
            {found.length === 0 ? <p className="quick-empty">{empty}</p> : null}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** Items that hold every typed word; those that begin with the first word come first. */
function narrow(items: readonly PickItem[], text: string): readonly PickItem[] {
  const words = fold(text).split(/\s+/u).filter(Boolean)
  const first = words[0]
  if (first === undefined) return items
  const matching = items.filter((item) => {
    const whole = fold(`${item.label} ${item.detail ?? ''} ${item.keywords ?? ''}`)
    return words.every((word) => whole.includes(word))
  })
  return [
    ...matching.filter((item) => fold(item.label).startsWith(first)),
    ...matching.filter((item) => !fold(item.label).startsWith(first)),
  ]
}

import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { Header } from 'react-aria-components/Header'
import { Menu as AriaMenu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Kbd } from './kbd.tsx'

export interface MenuAction {
  id: string
  label: string
  onAction: () => void
  icon?: ReactNode
  shortcut?: string
  isDisabled?: boolean
  /** What holds now, of several that exclude one another. */
  isCurrent?: boolean
  /** Takes something away. */
  danger?: boolean
}

export interface MenuGroup {
  id: string
  title?: string
  actions: readonly MenuAction[]
}

export interface MenuButtonProps {
  /** Its accessible name. */
  label: string
  /** What it shows: text or an icon. */
  children: ReactNode
  groups: readonly MenuGroup[]
  className?: string
}

/** A button that opens a menu of actions. */
export function MenuButton({ label, children, groups, className = 'icon-button' }: MenuButtonProps) {
  return (
    <MenuTrigger>
      <Button aria-label={label} className={className}>
        {children}
      </Button>
      <Popover className="popover" offset={4}>
        <Actions label={label} groups={groups} />
      </Popover>
    </MenuTrigger>
  )
}

interface AnchoredMenuProps {
  label: string
  /** The element it opens at, which gets the focus back. */
  anchor: HTMLElement
  groups: readonly MenuGroup[]
  onClose: () => void
}

/** An open menu at an element that is no part of it. */
export function AnchoredMenu({ label, anchor, groups, onClose }: AnchoredMenuProps) {
  return (
    <Popover className="popover" offset={4} isOpen onOpenChange={(open) => open || onClose()} triggerRef={{ current: anchor }}>
      <Actions label={label} groups={groups} onClose={onClose} />
    </Popover>
  )
}

function Actions({ label, groups, onClose }: { label: string; groups: readonly MenuGroup[]; onClose?: () => void }) {
  return (
    <AriaMenu className="listbox" aria-label={label} autoFocus="first" {...(onClose ? { onClose } : {})}>
      {groups.map((group) => (
        <MenuSection key={group.id} className="menu-section" {...(group.title === undefined ? { 'aria-label': label } : {})}>
          {group.title === undefined ? null : <Header className="section-title">{group.title}</Header>}
          {group.actions.map((action) => (
            <MenuItem
              key={action.id}
              id={action.id}
              textValue={action.label}
              onAction={action.onAction}
              isDisabled={action.isDisabled ?? false}
              className={action.danger ? 'option danger' : 'option'}
            >
              {action.icon}
              <span className="option-text">{action.label}</span>
              {action.isCurrent ? <Check size={14} aria-hidden /> : null}
              {action.shortcut === undefined ? null : <Kbd keys={action.shortcut} />}
            </MenuItem>
          ))}
        </MenuSection>
      ))}
    </AriaMenu>
  )
}

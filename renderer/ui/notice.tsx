import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'

export interface NoticeProps {
  tone: 'error' | 'warn' | 'info' | 'ok'
  title: ReactNode
  /** What was kept, and what to do. */
  children?: ReactNode
  action?: { label: string; onPress: () => void }
}

const icons = { error: CircleAlert, warn: TriangleAlert, info: Info, ok: CircleCheck }

/** Something to know, in the flow of the screen. An error is announced at once, the rest when there is a pause. */
export function Notice({ tone, title, children, action }: NoticeProps) {
  const Icon = icons[tone]
  return (
    <div className={`notice ${tone}`} role={tone === 'error' ? 'alert' : 'status'}>
      <Icon size={15} aria-hidden className="notice-icon" />
      <div className="notice-text">
        <strong>{title}</strong>
        {children === undefined ? null : <div>{children}</div>}
      </div>
      {action === undefined ? null : (
        <Button look="quiet" onPress={action.onPress}>
          {action.label}
        </Button>
      )}
    </div>
  )
}

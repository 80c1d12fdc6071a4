import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useTranslation } from 'react-i18next'
import { IconButton } from './icon-button.tsx'

export interface DialogProps {
  title: ReactNode
  children: ReactNode
  /** Buttons, the one that does it last. */
  footer?: ReactNode
  /** Asked for by Esc, the cross, or a press outside where `dismissable`. */
  onClose: () => void
  size?: 'small' | 'medium' | 'large' | 'full'
  dismissable?: boolean
  /** Beside the title, muted: “1 of 3”. */
  aside?: ReactNode
  /** An alert interrupts: it has no cross, and says what must be decided. */
  role?: 'dialog' | 'alertdialog'
}

/** A modal dialog: focus stays inside and goes back where it came from, Esc closes. Rendered means open. */
export function Dialog({ title, children, footer, onClose, size = 'small', dismissable = false, aside, role = 'dialog' }: DialogProps) {
  const { t } = useTranslation()
  const close = (isOpen: boolean) => {
    if (!isOpen) onClose()
  }
  return (
    <ModalOverlay isOpen onOpenChange={close} isDismissable={dismissable} className="veil">
      <Modal className={`modal ${size}`}>
        <AriaDialog role={role} className="dialog">
          <header className="dialog-head">
            <Heading slot="title" level={2} className="dialog-title">
              {title}
            </Heading>
            {aside === undefined ? null : <span className="dialog-aside">{aside}</span>}
            {role === 'alertdialog' ? null : <IconButton label={t('common.close')} icon={<X size={16} aria-hidden />} onPress={onClose} />}
          </header>
          <div className="dialog-body">{children}</div>
          {footer === undefined ? null : <footer className="dialog-foot">{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

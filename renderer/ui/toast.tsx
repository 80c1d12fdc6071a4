import { X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'
import { type Toast, toasts } from './toast-queue.ts'

/** Where passing messages appear: a live region that is always there, so that what comes into it is announced. */
export function ToastRegion() {
  const shown = useSyncExternalStore(toasts.subscribe, toasts.current)
  return (
    <div className="toasts" role="status" aria-live="polite" data-react-aria-top-layer="true">
      {shown.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </div>
  )
}

function ToastCard({ toast }: { toast: Toast }) {
  const { t } = useTranslation()
  const { action } = toast
  const close = () => toasts.close(toast.id)
  return (
    <div className={`toast ${toast.tone}`} onPointerEnter={() => toasts.hold(toast.id)} onPointerLeave={() => toasts.release(toast.id)}>
      <span className="toast-text">{toast.text}</span>
      {action === undefined ? null : (
        <Button
          look="quiet"
          onPress={() => {
            close()
            action.onPress()
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton label={t('common.close')} icon={<X size={14} aria-hidden />} onPress={close} />
    </div>
  )
}

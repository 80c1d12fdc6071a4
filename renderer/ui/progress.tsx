import { ProgressBar } from 'react-aria-components/ProgressBar'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { formatPercent } from './format.ts'

export interface ProgressProps {
  label: string
  /** 0 to 1; null where nobody knows how far it is. */
  value: number | null
  onCancel?: () => void
}

/** How far a long job is, and the way out of it. */
export function Progress({ label, value, onCancel }: ProgressProps) {
  const { t, i18n } = useTranslation()
  const shown = value === null ? '' : formatPercent(value, i18n.language)
  return (
    <div className="progress">
      <ProgressBar
        aria-label={label}
        className="progress-bar"
        {...(value === null ? { isIndeterminate: true } : { value: value * 100, valueLabel: shown })}
      >
        <span className="progress-text">
          <span>{label}</span>
          <span className="numeric muted">{shown}</span>
        </span>
        <span className="progress-track">
          <span
            className={value === null ? 'progress-fill unknown' : 'progress-fill'}
            style={value === null ? {} : { width: `${value * 100}%` }}
          />
        </span>
      </ProgressBar>
      {onCancel === undefined ? null : (
        <Button look="quiet" onPress={onCancel}>
          {t('common.stop')}
        </Button>
      )}
    </div>
  )
}

import { FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'

/** What a project without documents shows: what to do next. */
export function EmptyProject({ onImport }: { onImport: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="empty-project">
      <FileText size={28} strokeWidth={1.25} aria-hidden />
      <h2>{t('workbench.emptyTitle')}</h2>
      <p>{t('workbench.emptyText')}</p>
      <Button look="primary" onPress={onImport}>
        {t('workbench.importText')}
      </Button>
    </div>
  )
}

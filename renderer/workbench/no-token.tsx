import { useTranslation } from 'react-i18next'

/** The browser edition opened without its key: the page says where the whole address is. */
export function NoToken() {
  const { t } = useTranslation()
  return (
    <main className="standalone">
      <h1>Egiz</h1>
      <p>{t('workbench.noToken')}</p>
    </main>
  )
}

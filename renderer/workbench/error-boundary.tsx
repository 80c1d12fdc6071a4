import { Component, type ReactNode } from 'react'
import { t } from '../ui/i18n.ts'

/** Stands in for a screen that broke: what is saved is safe, loading the window anew brings it back. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    return (
      <main className="standalone" role="alert">
        <h1>{t('workbench.brokenTitle')}</h1>
        <p>{t('workbench.brokenText')}</p>
        <p className="hint">{error.message}</p>
        <button type="button" className="button primary" onClick={() => location.reload()}>
          {t('workbench.reload')}
        </button>
      </main>
    )
  }
}

import './tokens.css'
import './fonts.css'
import './base.css'
import './controls.css'
import './overlays.css'
import type { ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { I18nextProvider, useTranslation } from 'react-i18next'
import { i18n } from './i18n.ts'
import { keepReactAriaFromStyling } from './react-aria-style.ts'
import { refuseStrayDrops } from './stray-drops.ts'
import { ToastRegion } from './toast.tsx'

keepReactAriaFromStyling(document)
refuseStrayDrops(window)

/** What every screen stands in: styles, texts, and the region for passing messages. */
export function UiProvider({ children }: { children: ReactNode }) {
  return (
    <I18nextProvider i18n={i18n}>
      <WithLocale>{children}</WithLocale>
    </I18nextProvider>
  )
}

function WithLocale({ children }: { children: ReactNode }) {
  const { i18n: current } = useTranslation()
  return (
    <I18nProvider locale={current.language}>
      {children}
      <ToastRegion />
    </I18nProvider>
  )
}

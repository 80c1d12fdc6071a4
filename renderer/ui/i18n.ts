import { createInstance, type TFunction } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { formatNumber } from './format.ts'
import { type InterfaceLanguage, interfaceLanguages, textsOf } from './locale-files.ts'

export type { InterfaceLanguage } from './locale-files.ts'
export type Translate = TFunction

/** The one i18next instance. Texts are bundled, so it is ready at once; `{{count, number}}` writes numbers the way the language does. */
export const i18n = createInstance()

void i18n.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  supportedLngs: [...interfaceLanguages],
  resources: Object.fromEntries(interfaceLanguages.map((language) => [language, { translation: textsOf(language) }])),
  initAsync: false,
  interpolation: { escapeValue: false },
  react: { useSuspense: false },
})
i18n.services.formatter?.add('number', (value: number, language) => formatNumber(value, language ?? 'en'))

/** For code that is no component. */
export const t: Translate = i18n.t

/** The interface language for a setting (null: what the system speaks, English where Egiz does not speak it). */
export function chooseLanguage(setting: InterfaceLanguage | null, locale: string): InterfaceLanguage {
  if (setting !== null) return setting
  const system = locale.toLowerCase().split(/[-_]/)[0]
  return interfaceLanguages.find((language) => language === system) ?? 'en'
}

/** Switches the interface, on the spot, and says so on <html lang>. */
export async function setLanguage(setting: InterfaceLanguage | null, locale: string): Promise<void> {
  const language = chooseLanguage(setting, locale)
  // Everything that shows a text is built anew, the row that is written in too, which then loses the caret.
  if (language !== i18n.language) await i18n.changeLanguage(language)
  document.documentElement.lang = language
}

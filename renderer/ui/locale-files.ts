/** Languages the program itself speaks. */
export const interfaceLanguages = ['en', 'kk', 'ru'] as const
export type InterfaceLanguage = (typeof interfaceLanguages)[number]

export interface Texts {
  [key: string]: string | Texts
}

const files = import.meta.glob<Texts>('../locales/*/*.json', { eager: true, import: 'default' })

/** The texts of one language: its files side by side, one file a feature, each holding top-level groups of its own. */
export function textsOf(language: InterfaceLanguage): Texts {
  const own = Object.entries(files).filter(([path]) => path.includes(`/locales/${language}/`))
  return Object.assign({}, ...own.map(([, texts]) => texts)) as Texts
}

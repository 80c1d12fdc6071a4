import { offeredLanguages } from './language-list.ts'

/** The tag in its canonical form (`KK` -> `kk`, `zh-hant` -> `zh-Hant`), or null where it is no BCP 47 tag. */
export function canonicalTag(text: string): string | null {
  const tag = text.trim().replaceAll('_', '-')
  if (!/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(tag)) return null
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null
  } catch {
    return null // not well-formed, says ECMA-402
  }
}

/** A language's name in the language of the interface: “Kazakh”, “Казахский”, “Қазақ тілі”. The tag itself where nobody knows a name. */
export function languageName(tag: string, interfaceLanguage: string): string {
  // Chromium carries no Kazakh names of languages but its own.
  const listed = interfaceLanguage === 'kk' ? offeredLanguages.find((language) => language.tag === tag)?.kazakh : undefined
  return nameOrTag(listed ?? nameFrom(tag, interfaceLanguage), tag)
}

/** A language's name in itself: “Қазақша”, “English”, “العربية”. */
export function ownLanguageName(tag: string): string {
  const listed = offeredLanguages.find((language) => language.tag === tag)?.own
  return nameOrTag(listed ?? nameFrom(tag, tag) ?? nameFrom(tag, 'en'), tag)
}

function nameFrom(tag: string, language: string): string | undefined {
  try {
    return new Intl.DisplayNames([language], { type: 'language', fallback: 'none' }).of(tag)
  } catch {
    return undefined // a tag that ECMA-402 does not take
  }
}

function nameOrTag(name: string | undefined, tag: string): string {
  if (name === undefined) return tag
  const first = String.fromCodePoint(name.codePointAt(0) ?? 0x20)
  return first.toUpperCase() + name.slice(first.length)
}

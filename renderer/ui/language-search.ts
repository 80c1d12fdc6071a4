import { offeredLanguages } from './language-list.ts'
import { canonicalTag, languageName, ownLanguageName } from './languages.ts'

export interface ListedLanguage {
  tag: string
  /** In the interface language. */
  name: string
  /** In itself. */
  own: string
  /** What stands in the field once it is chosen. */
  text: string
}

export function listedLanguage(tag: string, interfaceLanguage: string): ListedLanguage {
  const name = languageName(tag, interfaceLanguage)
  return { tag, name, own: ownLanguageName(tag), text: name === tag ? tag : `${name} (${tag})` }
}

export function listLanguages(interfaceLanguage: string): ListedLanguage[] {
  return offeredLanguages.map(({ tag }) => listedLanguage(tag, interfaceLanguage))
}

/**
 * The languages a person may mean: those whose tag is what was typed, then names that begin with it, then names that hold it, and last
 * the typed tag itself where it is a well-formed one that is not listed (three letters and more, or with a subtag: two letters that
 * name nothing are a beginning).
 */
export function findLanguages(all: readonly ListedLanguage[], typed: string, interfaceLanguage: string): ListedLanguage[] {
  const wanted = fold(typed)
  if (wanted === '') return [...all]
  const rank = (one: ListedLanguage) => {
    const names = [one.name, one.own].map(fold)
    if (fold(one.tag) === wanted || fold(one.text) === wanted) return 0
    if (names.some((name) => name.startsWith(wanted))) return 1
    return names.some((name) => name.includes(wanted)) ? 2 : 3
  }
  const found = all
    .map((one) => ({ one, rank: rank(one) }))
    .filter((entry) => entry.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map((entry) => entry.one)
  const tag = canonicalTag(typed)
  if (tag === null || found.some((one) => one.tag === tag)) return found
  const own = listedLanguage(tag, interfaceLanguage)
  const known = own.name.toLowerCase() !== tag.toLowerCase()
  return known || (found.length === 0 && /^[A-Za-z]{2,3}(-|$)/.test(tag)) ? [...found, own] : found
}

/** Small letters without accents, the dotless ı as an i: `Türkçe` is found by `turkce`. */
function fold(text: string): string {
  return text.trim().toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ı', 'i')
}

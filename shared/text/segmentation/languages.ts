import { en } from './languages/en.ts'
import { kk } from './languages/kk.ts'
import { neutral } from './languages/neutral.ts'
import { ru } from './languages/ru.ts'
import { type LanguageData, type LanguageRules, languageRules } from './rules.ts'

const known: Readonly<Record<string, LanguageData>> = { en, kk, ru }
const made = new Map<string, LanguageRules>()

/** The rules for a language (a BCP 47 tag; what follows its first part makes no difference); those for any where Egiz has none of its own. */
export function rulesFor(language: string): LanguageRules {
  const primary = language.toLowerCase().split(/[-_]/)[0] ?? ''
  const key = Object.hasOwn(known, primary) ? primary : ''
  const rules = made.get(key) ?? languageRules(known[key] ?? neutral)
  made.set(key, rules)
  return rules
}

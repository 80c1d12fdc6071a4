import type { SrxRule, SrxRules } from '../../text/segmentation/rules.ts'
import { scanXml, XmlError } from '../xml/scan.ts'
import { PatternError } from './classes.ts'
import { patternOf } from './pattern.ts'

/** A rule that was left out: of which group, its place there (1-based), and what in it cannot be used. */
export interface SrxWarning {
  readonly group: string
  readonly rule: number
  readonly pattern: string
  readonly reason: string
}

export interface SrxFile {
  /** Whether all groups that fit a language hold, one after another, or only the first. */
  readonly cascade: boolean
  readonly groups: ReadonlyMap<string, readonly SrxRule[]>
  /** Which languages a group is for: a regular expression for the whole of their tag. */
  readonly maps: readonly { readonly language: RegExp; readonly group: string }[]
  readonly warnings: readonly SrxWarning[]
}

export interface SrxError {
  /** It is no XML; or XML, but no SRX; or no rule in it can be used. */
  readonly code: 'not-xml' | 'not-srx' | 'no-rules'
  /** For the log and the command line, in English. */
  readonly detail: string
}

/**
 * Reads segmentation rules: SRX 2.0 (GALA, 2008), and 1.0 as far as it is the same. What cannot be used is left out and told. Nothing
 * outside the text is ever read.
 */
export function readSrx(xml: string): { ok: true; value: SrxFile } | { ok: false; error: SrxError } {
  const warnings: SrxWarning[] = []
  const groups = new Map<string, SrxRule[]>()
  const maps: { language: RegExp; group: string }[] = []
  let isSrx: boolean | null = null
  let cascade = true
  let group = ''
  let rule: { isBreak: boolean; number: number; beforebreak: string; afterbreak: string } | null = null
  let count = 0
  let inside: 'beforebreak' | 'afterbreak' | null = null
  try {
    scanXml(xml, {
      open(name, attributes) {
        const local = name.slice(name.indexOf(':') + 1)
        isSrx ??= local === 'srx'
        if (local === 'header') cascade = attributes.get('cascade') !== 'no'
        else if (local === 'languagerule') {
          group = attributes.get('languagerulename') ?? ''
          groups.set(group, groups.get(group) ?? [])
          count = 0
        } else if (local === 'rule') rule = { isBreak: attributes.get('break') !== 'no', number: ++count, beforebreak: '', afterbreak: '' }
        else if (local === 'beforebreak' || local === 'afterbreak') inside = local
        else if (local === 'languagemap') {
          const pattern = attributes.get('languagepattern') ?? ''
          const made = tried(pattern, { group: attributes.get('languagerulename') ?? '', rule: 0 })
          if (made)
            maps.push({
              language: new RegExp(`^${made.source}$`, `${made.flags.replace('i', '')}i`),
              group: attributes.get('languagerulename') ?? '',
            })
        }
      },
      text(text) {
        if (rule && inside) rule[inside] += text
      },
      close(name) {
        const local = name.slice(name.indexOf(':') + 1)
        if (local === inside) inside = null
        if (local !== 'rule' || !rule) return
        const place = { group, rule: rule.number }
        const [before, after] = [tried(rule.beforebreak, place), tried(rule.afterbreak, place)]
        if (before && after) groups.get(group)?.push({ isBreak: rule.isBreak, before, after })
        rule = null
      },
    })
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
    return { ok: false, error: { code: 'not-xml', detail: error.message } }
  }
  if (isSrx !== true) return { ok: false, error: { code: 'not-srx', detail: 'its root element is not “srx”' } }
  const isEmpty = ![...groups.values()].some((rules) => rules.some(({ isBreak }) => isBreak)) || maps.length === 0
  if (isEmpty) return { ok: false, error: { code: 'no-rules', detail: 'it has no rule that ends a sentence, or none for any language' } }
  return { ok: true, value: { cascade, groups, maps, warnings } }

  function tried(pattern: string, place: { group: string; rule: number }) {
    try {
      return patternOf(pattern)
    } catch (error) {
      if (!(error instanceof PatternError)) throw error
      warnings.push({ ...place, pattern, reason: error.message })
      return null
    }
  }
}

/** A file's rules for a language (BCP 47), in order; null where it has none for it. */
export function srxRulesFor({ cascade, groups, maps }: SrxFile, language: string): SrxRules | null {
  const named = maps.filter((map) => map.language.test(language)).map(({ group }) => group)
  const rules = [...new Set(cascade ? named : named.slice(0, 1))].flatMap((group) => groups.get(group) ?? [])
  return rules.length > 0 ? { type: 'srx', rules } : null
}

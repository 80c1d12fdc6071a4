import { LANGUAGES, randomMixture, writeDocument } from './document.ts'
import { Random } from './random.ts'
import { type SetText, type Setting, setDocument } from './setting.ts'

/** The sorts of setting that are reported apart. */
export const STYLES = ['plain', 'indented', 'parted', 'spaced', 'paged', 'page'] as const
export type Style = (typeof STYLES)[number]

export interface Sample extends SetText {
  name: string
  language: string
  style: Style
  setting: Setting
}

/** A hard-wrapped text with its true paragraphs. Seeds go round the languages and styles, so that any run of 30 holds each pair once. */
export function wrappedSample(seed: number): Sample {
  const random = new Random(seed)
  const language = LANGUAGES[seed % LANGUAGES.length] ?? LANGUAGES[0]
  const style = STYLES[Math.floor(seed / LANGUAGES.length) % STYLES.length] ?? 'plain'
  if (language === undefined) throw new Error('no language')
  const pieces = writeDocument(random, language, randomMixture(random), random.between(12, 70))
  const setting = randomSetting(random, style)
  return {
    ...setDocument(random, pieces, setting, language),
    name: `${seed} ${language.code} ${style}`,
    language: language.code,
    style,
    setting,
  }
}

export function randomSetting(random: Random, style: Style): Setting {
  const pages = style === 'paged' || style === 'page' || (style === 'spaced' && random.chance(0.4))
  const indented = style === 'indented' || (style !== 'plain' && random.chance(0.35))
  return {
    width: random.between(40, 110),
    proportional: random.chance(0.5),
    justify: style === 'page' ? random.chance(0.5) : random.chance(0.1),
    indent: indented ? random.between(1, 8) : 0,
    hanging: indented && random.chance(0.12),
    margin: style === 'page' ? random.between(0, 8) : 0,
    between: style === 'parted' ? random.between(1, 2) : style === 'spaced' && random.chance(0.3) ? 1 : 0,
    aroundHeadings: random.between(0, 2),
    everyLine: style === 'spaced',
    trailing: random.pick(['none', 'none', 'one', 'two-at-end'] as const),
    centred: random.chance(style === 'page' ? 0.8 : 0.2),
    hyphens: random.chance(0.3) ? random.next() : 0,
    page: pages ? random.between(18, 48) : 0,
    noise: random.pick([0, 0, 0.03, 0.1]),
    feed: pages && random.chance(style === 'page' ? 0.6 : 0.2),
    pageGap: random.between(0, 2),
    number: pages ? random.pick(['none', 'top', 'bottom', 'bottom'] as const) : 'none',
    numberStyle: random.pick(['#', '#', '#', '- # -', '— # —', '[#]', 'roman']),
    head: pages ? random.pick(['none', 'same', 'alternating', 'numbered'] as const) : 'none',
  }
}

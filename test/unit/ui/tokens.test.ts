import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tagColoursDark, tagColoursLight } from '../../../shared/formats/bilingual-html/style.ts'
import { tagColours } from '../../../shared/model/records.ts'
import { contrast, leastDifference } from './colour.ts'

const css = readFileSync(resolve(import.meta.dirname, '../../../renderer/ui/tokens.css'), 'utf8')
const [light, dark] = css.split('[data-theme="dark"]')
const themes = { light: tokens(light!), dark: tokens(dark!) }

function tokens(block: string): Record<string, string> {
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1]!, match[2]!]))
}

test('an exported page colours tags as the program does', () => {
  const of = (theme: 'light' | 'dark') => Array.from({ length: tagColours }, (_, i) => themes[theme][`tag-${i + 1}`])
  expect(tagColoursLight).toEqual(of('light'))
  expect(tagColoursDark).toEqual(of('dark'))
})

describe.each(['light', 'dark'] as const)('the colours of the %s theme', (theme) => {
  const colours = themes[theme]
  const tags = Array.from({ length: tagColours }, (_, i) => colours[`tag-${i + 1}`]!)

  test('text can be read on every ground: contrast of at least 4.5 (WCAG 2.2, 1.4.3)', () => {
    const inks = ['ink', 'ink-2', 'ink-3', 'accent', 'ok', 'warn', 'error', ...tags.map((_, i) => `tag-${i + 1}`)]
    for (const ink of inks) {
      for (const ground of ['paper', 'paper-raised', 'chrome']) {
        const measured = contrast(colours[ink]!, colours[ground]!)
        expect(measured, `${ink} on ${ground}: ${measured.toFixed(2)}`).toBeGreaterThanOrEqual(4.5)
      }
    }
    expect(contrast(colours['on-accent']!, colours.accent!)).toBeGreaterThanOrEqual(4.5)
    for (const tone of ['warn', 'error']) expect(contrast(colours['ink-2']!, colours[`${tone}-soft`]!)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(colours['ink-2']!, colours['accent-soft']!)).toBeGreaterThanOrEqual(4.5)
  })

  test('state dots can be seen: contrast of at least 3, the quiet “initial” aside (its row says the rest)', () => {
    for (const state of ['translated', 'reviewed', 'final'])
      expect(contrast(colours[`state-${state}`]!, colours.paper!)).toBeGreaterThanOrEqual(3)
  })

  test('any two tag colours stay apart, for red-, green- and blue-blind eyes too', () => {
    for (let a = 0; a < tags.length; a++) {
      for (let b = 0; b < a; b++) {
        const measured = leastDifference(tags[a]!, tags[b]!)
        expect(measured, `tag-${b + 1} and tag-${a + 1}: ${measured.toFixed(3)}`).toBeGreaterThan(0.06)
      }
    }
  })
})

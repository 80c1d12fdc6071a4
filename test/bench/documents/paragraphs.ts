import { readText } from '../../../shared/formats/txt/read.ts'
import { scoreParagraphs } from '../../support/corpora/score.ts'
import { STYLES, wrappedSample } from '../../support/corpora/wrapped.ts'
import type { Part } from '../benchmark.ts'
import { mean } from '../figure.ts'
import { naiveParagraphs } from '../naive.ts'

// Ten of each language and style. Seeds whose block of 30 is odd were never fitted to.
const seeds = Array.from({ length: 300 }, (_, i) => Math.floor(i / 30) * 60 + 30 + (i % 30))

/** Paragraphs found in generated hard-wrapped texts: five languages, six ways of setting them. */
export const paragraphs: Part = {
  name: 'paragraphs',
  needsApp: false,
  async run(bench) {
    const encoder = new TextEncoder()
    const scores = seeds.map((seed) => {
      const { text, paragraphs: truth, language, style } = wrappedSample(seed)
      const read = readText(encoder.encode(text))
      if (!read.ok) throw new Error(`the text of seed ${seed} was not read: ${read.error.detail}`)
      return {
        cell: `${language} ${style}`,
        ours: scoreParagraphs(
          truth,
          read.value.paragraphs.map((paragraph) => paragraph.text),
        ),
        naive: scoreParagraphs(truth, naiveParagraphs(text)),
      }
    })
    const naive = { name: 'naive', value: mean(scores.map((score) => score.naive.f1)) }
    const f1 = mean(scores.map((score) => score.ours.f1))
    bench.report({ figure: `mean F1, ${scores.length} texts`, unit: 'F1', values: [f1], budget: { of: 'value', least: 0.95 }, peer: naive })

    const cells = [...new Set(scores.map(({ cell }) => cell))].map((cell) => {
      const own = scores.filter((score) => score.cell === cell)
      return { cell, f1: mean(own.map((score) => score.ours.f1)), naive: mean(own.map((score) => score.naive.f1)) }
    })
    if (cells.length !== 5 * STYLES.length) throw new Error(`${cells.length} cells of ${5 * STYLES.length}`)
    const worst = cells.reduce((low, cell) => (cell.f1 < low.f1 ? cell : low))
    bench.report({
      figure: `worst cell (${worst.cell}), F1`,
      unit: 'F1',
      values: [worst.f1],
      budget: { of: 'value', least: 0.9 },
      peer: { name: 'naive there', value: worst.naive },
    })
    bench.report({
      figure: 'paragraphs exact, mean share',
      unit: 'share',
      values: [mean(scores.map((score) => score.ours.exact))],
      budget: { of: 'value', least: 0.9 },
      peer: { name: 'naive', value: mean(scores.map((score) => score.naive.exact)) },
    })
  },
}

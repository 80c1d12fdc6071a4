import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readText } from '../../../shared/formats/txt/read.ts'
import type { Bench, Part } from '../benchmark.ts'
import { naiveParagraphs } from '../naive.ts'

const folder = join(import.meta.dirname, '../../../../shared/gold')
const text = join(folder, 'kazakh-proceedings.txt')

/** The real text, judged by its own judge, where a checkout has it beside it. */
export const gold: Part = {
  name: 'gold',
  needsApp: false,
  async run(bench) {
    if (!existsSync(text)) return bench.skip('gold', '../shared/gold, which is not part of the project, is not beside it')
    const bytes = readFileSync(text)
    const read = readText(bytes)
    if (!read.ok) throw new Error(`the gold text was not read: ${read.error.detail}`)
    const ours = judge(
      bench,
      read.value.paragraphs.map((paragraph) => paragraph.text),
    )
    const naive = judge(bench, naiveParagraphs(new TextDecoder().decode(bytes)))
    bench.report({
      figure: 'gold F1',
      unit: 'F1',
      values: [ours.f1],
      budget: { of: 'value', least: 0.98 },
      peer: { name: 'naive', value: naive.f1 },
    })
    bench.report({
      figure: `gold exact, of ${ours.gold}`,
      unit: 'paragraphs',
      values: [ours.exact],
      budget: { of: 'value', least: 54 },
      peer: { name: 'naive', value: naive.exact },
    })
  },
}

interface Judged {
  readonly f1: number
  readonly exact: number
  readonly gold: number
}

function judge(bench: Bench, produced: readonly string[]): Judged {
  const path = join(bench.folder, 'produced.json')
  writeFileSync(path, JSON.stringify(produced))
  const judged = spawnSync(
    process.execPath,
    [join(folder, 'score-paragraphs.mjs'), join(folder, 'kazakh-proceedings.paragraphs.json'), path],
    {
      encoding: 'utf8',
    },
  )
  // It ends with 1 on a low score, which is no fault here.
  if (judged.stdout.trim() === '') throw new Error(`the gold text could not be judged: ${judged.stderr}`)
  return JSON.parse(judged.stdout) as Judged
}

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { ownParagraphs } from './scenario-paragraphs.ts'

/** A hard-wrapped text for the scenario, and how to judge the paragraphs made of it. */
export interface ScenarioText {
  /** For the test's name. */
  readonly called: string
  readonly path: string
  /** The page number that stands in its flow. */
  readonly pageNumber: string
  /** What is wrong with the paragraphs found, or null. */
  judge(paragraphs: readonly string[]): string | null
}

const gold = resolve(import.meta.dirname, '../../../shared/gold')

/** The real text out of a PDF where it lies beside the repository, else one of the same sort, written for this test into `folder`. */
export function scenarioText(folder: string): ScenarioText {
  const path = join(gold, 'kazakh-proceedings.txt')
  if (existsSync(path)) return { called: 'the gold text', path, pageNumber: '2455', judge: judgeGold }
  return ownText(folder)
}

export const scenarioTextName = existsSync(join(gold, 'kazakh-proceedings.txt'))
  ? 'the gold text'
  : 'a text of its own, the gold text is not here'

/** Scored by the script that belongs to the gold list, and by the count of paragraphs that are exact. */
function judgeGold(paragraphs: readonly string[]): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'egiz-score-'))
  try {
    const produced = join(folder, 'paragraphs.json')
    writeFileSync(produced, JSON.stringify(paragraphs))
    const scored = spawnSync(
      process.execPath,
      [join(gold, 'score-paragraphs.mjs'), join(gold, 'kazakh-proceedings.paragraphs.json'), produced],
      { encoding: 'utf8' },
    )
    const { exact } = JSON.parse(scored.stdout) as { exact: number }
    return scored.status === 0 && exact >= 54 ? null : scored.stdout
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Wrapped at 92 characters, an empty line after every line, a page number in the middle of a paragraph: as out of a PDF. */
export function ownText(folder: string): ScenarioText {
  const path = join(folder, 'Өзен бойындағы кітапхана.txt')
  const lines = ownParagraphs.flatMap((paragraph) => wrap(paragraph, 92))
  const middle = lines.indexOf(wrap(ownParagraphs[6]!, 92)[1]!)
  lines.splice(middle, 0, '118')
  writeFileSync(path, `${lines.join(' \n\n')} \n`)
  return {
    called: 'a text of its own',
    path,
    pageNumber: '118',
    judge(paragraphs) {
      const different = ownParagraphs.findIndex((paragraph, index) => paragraphs[index] !== paragraph)
      if (different >= 0) return `paragraph ${different + 1} is “${paragraphs[different]}”, not “${ownParagraphs[different]}”`
      return paragraphs.length === ownParagraphs.length ? null : `${paragraphs.length} paragraphs, not ${ownParagraphs.length}`
    },
  }
}

/** Lines of at most `width` characters, broken at spaces. */
export function wrap(paragraph: string, width: number): string[] {
  const lines: string[] = []
  for (const word of paragraph.split(' ')) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}

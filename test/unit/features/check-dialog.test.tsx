// @vitest-environment happy-dom
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as host from '../../../electron/host/verify-findings.ts'
import { CheckDialog } from '../../../renderer/features/backups/check-dialog.tsx'
import { DamagedDialog } from '../../../renderer/features/backups/damaged-dialog.tsx'
import { type Finding, groupFindings, isWarning } from '../../../renderer/features/backups/findings.ts'
import { textsOf } from '../../../renderer/ui/locale-files.ts'
import { toasts } from '../../../renderer/ui/toast-queue.ts'
import type { Host, ProjectEntry, Repair, Verification } from '../../../shared/host/contract.ts'
import { done, type HostError, type Outcome, refused } from '../../../shared/host/errors.ts'
import { button, press, show, shows, unmount, until } from './support.tsx'

const root = resolve(import.meta.dirname, '../../..')
const entryOf = (name: string): ProjectEntry => ({
  token: 'project000000000',
  name,
  place: `/projects/${name}.egiz`,
  openedAt: null,
  missing: false,
  sourceLanguage: 'kk',
  targetLanguage: 'en',
})
const whole: Verification = { ok: true, changes: 12_500, documents: 2, units: 310, annotations: 7, findings: [] }
const finding = (code: string, file: string, line: number | null, message: string): Finding => ({ code, file, line, message })
const faulty: Verification = {
  ...whole,
  ok: false,
  findings: [
    finding('checksum', 'documents/a.jsonl', null, 'the file is not what was written'),
    finding('history-missing', 'history', null, 'changes 1 to 4 are missing'),
    finding('quote', 'annotations/a.jsonl', 12, 'quotes “one”, the text holds “two”'),
    finding('checksum', 'tags.json', null, 'the file is not what was written'),
  ],
}
const repaired: Repair = {
  project: entryOf('Thesis (repaired)'),
  documents: 2,
  units: 309,
  annotations: 7,
  findings: [
    { ...finding('checksum', 'documents/a.jsonl', 3, 'a row was rebuilt from the history'), saved: true },
    { ...finding('bad-line', 'journal.jsonl', 9, 'change 40 of Aigul could not be read'), saved: false },
  ],
}
const asHost = (verbs: Partial<Host>) => verbs as Host
const check = (verbs: Partial<Host>, more: { onOpen?: (entry: ProjectEntry) => void; onRepaired?: (entry: ProjectEntry) => void } = {}) => (
  <CheckDialog host={asHost(verbs)} project="project000000000" name="Thesis" onOpen={() => {}} onClose={() => {}} {...more} />
)
/** Titles of the groups of findings -> what stands under each. */
const sections = () =>
  Object.fromEntries(
    [...document.querySelectorAll('.findings')].map((section) => [
      section.getAttribute('aria-label'),
      [...section.querySelectorAll('.finding-group')].map((group) => [
        group.querySelector('.finding-kind')?.textContent,
        [...group.querySelectorAll('.finding-places li')].map((place) => place.textContent),
      ]),
    ]),
  )

beforeEach(() => {
  for (const { id } of toasts.current()) toasts.close(id)
})
afterEach(unmount)

describe('checking', () => {
  test('a whole project: everything is in order, how much there is, and no offer to repair', async () => {
    const verifyProject = vi.fn<Host['verifyProject']>(async () => done(whole))
    await show(check({ verifyProject }))
    await until(() => shows('Everything is in order'))
    expect([...document.querySelectorAll('.check-counts dd')].map((one) => one.textContent)).toEqual(['2', '310', '7', '12,500'])
    expect([button('Repair into a new project'), sections()]).toEqual([undefined, {}])
    expect(verifyProject).toHaveBeenCalledTimes(1)
  })

  test('what is untidy is told apart from what is damaged', async () => {
    const untidy = { ...whole, findings: [finding('unreferenced-file', 'sources/x.txt', null, 'no document names it')] }
    await show(check({ verifyProject: async () => done(untidy) }))
    await until(() => shows('Everything that was saved is readable'))
    expect(sections()).toEqual({ Untidy: [['No document names this file; it may be deleted', ['sources/x.txtno document names it']]] })
    expect(button('Repair into a new project')).toBeUndefined()
  })

  test('faults stand by kind, in plain words, with file, line and message; warnings apart', async () => {
    await show(check({ verifyProject: async () => done(faulty) }))
    await until(() => shows('3 faults found'))
    expect(sections()).toEqual({
      Damaged: [
        [
          'A file is not what was written',
          // The host's message says no more than that.
          ['documents/a.jsonl', 'tags.json'],
        ],
        ['A tag lies on other words than it was laid on', ['annotations/a.jsonl, line 12quotes “one”, the text holds “two”']],
      ],
      Untidy: [['Older changes are missing; they can’t be undone any more', ['historychanges 1 to 4 are missing']]],
    })
  })

  test('of a thousand places twenty are shown, and the rest when asked for', async () => {
    const findings = Array.from({ length: 1000 }, (_, i) => finding('quote', 'annotations/a.jsonl', i + 1, 'x'))
    await show(check({ verifyProject: async () => done({ ...whole, ok: false, findings }) }))
    const places = () => document.querySelectorAll('.finding-places li').length
    await until(() => places() === 20)
    for (const more of ['Show 200 more', 'Show 200 more', 'Show 200 more', 'Show 200 more', 'Show 180 more']) await press(more)
    expect([places(), button(/^Show/)]).toEqual([1000, undefined])
  })

  test('that fails says why, and can be tried again', async () => {
    const verifyProject = vi.fn<Host['verifyProject']>(async () => refused('io', 'gone'))
    await show(check({ verifyProject }))
    await until(() => shows('could not be read or written'))
    verifyProject.mockImplementation(async () => done(whole))
    await press('Try again')
    await until(() => shows('Everything is in order'))
  })

  test('of a folder whose project.json is gone still offers what can be done', async () => {
    await show(check({ verifyProject: async () => refused('not-a-project', 'x') }))
    await until(() => shows('is not an Egiz project'))
    expect([button('Repair into a new project'), button('Restore a backup…')].map(Boolean)).toEqual([true, true])
  })
})

describe('repairing', () => {
  test('lists what was lost and what was saved from elsewhere, each, and opens the new project', async () => {
    const onOpen = vi.fn()
    const onRepaired = vi.fn()
    const repairProject = vi.fn<Host['repairProject']>(async () => done(repaired))
    await show(check({ verifyProject: async () => done(faulty), repairProject }, { onOpen, onRepaired }))
    await press('Repair into a new project')
    await until(() => shows('Repaired as “Thesis (repaired)”'))
    expect([shows('/projects/Thesis (repaired).egiz'), shows('Nothing was lost')]).toEqual([true, false])
    expect(sections()).toEqual({
      Lost: [['A line can’t be read', ['journal.jsonl, line 9change 40 of Aigul could not be read']]],
      'Mended, or found elsewhere': [['A file is not what was written', ['documents/a.jsonl, line 3a row was rebuilt from the history']]],
    })
    await press('Open it')
    expect([repairProject.mock.calls, onRepaired.mock.calls, onOpen.mock.calls]).toEqual([
      [[{ project: 'project000000000' }]],
      [[repaired.project]],
      [[repaired.project]],
    ])
  })

  test('that loses nothing says so', async () => {
    const repairProject = async () => done({ ...repaired, findings: repaired.findings.filter(({ saved }) => saved) })
    await show(check({ verifyProject: async () => done(faulty), repairProject }))
    await press('Repair into a new project')
    await until(() => shows('Nothing was lost.'))
    expect(Object.keys(sections())).toEqual(['Mended, or found elsewhere'])
  })

  test('that fails says why; the findings stay, and it can be tried again', async () => {
    const repairProject = vi.fn<Host['repairProject']>(async () => refused('disk-full', 'full'))
    await show(check({ verifyProject: async () => done(faulty), repairProject }))
    await press('Repair into a new project')
    await until(() => shows('The disk is full'))
    expect(Object.keys(sections())).toEqual(['Damaged', 'Untidy'])
    repairProject.mockImplementation(async () => done(repaired))
    await press('Repair into a new project')
    await until(() => shows('Repaired as'))
  })

  test('that ends after the dialog was closed is told all the same', async () => {
    let answer: (outcome: Outcome<Repair>) => void = () => {}
    const onRepaired = vi.fn()
    const repairProject: Host['repairProject'] = () =>
      new Promise((resolve) => {
        answer = resolve
      })
    await show(check({ verifyProject: async () => done(faulty), repairProject }, { onRepaired }))
    await press('Repair into a new project')
    await unmount()
    answer(done(repaired))
    const toast = await vi.waitFor(() => toasts.current()[0] ?? expect.fail('nothing is told'))
    expect([toast.text, toast.action?.label]).toEqual(['Repaired as “Thesis (repaired)”', 'Open it'])
    expect(onRepaired.mock.calls).toEqual([[repaired.project]])
  })

  test('“Restore a backup…” leads to the backups, and closing them back to the check', async () => {
    await show(check({ verifyProject: async () => done(faulty), listBackups: async () => done([]) }))
    await press('Restore a backup…')
    await until(() => shows('No backups yet'))
    expect(button('Back up now')).toBeUndefined()
    await press('Close')
    await until(() => shows('3 faults found'))
  })
})

describe('a project that cannot be opened', () => {
  const damaged: HostError = { code: 'damaged', message: 'x', detail: { path: '/projects/Thesis.egiz/journal.jsonl' } }
  const shown = (error: HostError, verbs: Partial<Host> = {}, onOpen = (_: ProjectEntry) => {}) => (
    <DamagedDialog host={asHost(verbs)} entry={entryOf('Thesis')} error={error} onOpen={onOpen} onClose={() => {}} />
  )

  test('because it is damaged: which file, that nothing was touched, and three ways on', async () => {
    await show(shown(damaged))
    expect(shows('“journal.jsonl” is damaged')).toBe(true)
    expect(shows('Nothing in the project folder was changed.')).toBe(true)
    expect([...document.querySelectorAll('.way b')].map((way) => way.textContent)).toEqual([
      'Check the project',
      'Restore a backup…',
      'Repair into a new project',
    ])
  })

  test('because a newer version made it: only that', async () => {
    await show(shown({ code: 'newer-format', message: 'x', detail: {} }))
    expect([shows('“Thesis” was made by a newer version of Egiz'), shows('Update Egiz'), document.querySelector('.way')]).toEqual([
      true,
      true,
      null,
    ])
  })

  test('each way is gone', async () => {
    const verbs = { verifyProject: async () => done(faulty), listBackups: async () => done([]), repairProject: async () => done(repaired) }
    const onOpen = vi.fn()
    await show(shown(damaged, verbs, onOpen))
    await press(/^Check the project/)
    await until(() => shows('3 faults found'))
    await press('Close')
    await press(/^Restore a backup…/)
    await until(() => shows('No backups yet'))
    await press('Close')
    await press(/^Repair into a new project/)
    await until(() => shows('Repaired as “Thesis (repaired)”'))
    await press('Open it')
    expect(onOpen.mock.calls).toEqual([[repaired.project]])
  })
})

describe('findings', () => {
  const anyFinding = fc.record({
    code: fc.constantFrom('checksum', 'torn-line', 'order', 'quote'),
    file: fc.string(),
    line: fc.option(fc.nat()),
    message: fc.string(),
  })
  test('grouping loses none, keeps the order within a kind, and makes one group of a kind', () => {
    fc.assert(
      fc.property(fc.array(anyFinding), (findings) => {
        const groups = groupFindings(findings)
        expect(new Set(groups.map(({ code }) => code)).size).toBe(groups.length)
        for (const { code, findings: group } of groups) expect(group).toEqual(findings.filter((one) => one.code === code))
        expect(groups.reduce((sum, group) => sum + group.findings.length, 0)).toBe(findings.length)
      }),
    )
  })

  const codes = codesOf(/findings\.add\(\s*'([a-z-]+)'/g)
  test('every kind that the host tells is told in plain words, and is a warning on the screen where it is one for the host', () => {
    expect(codes.length).toBeGreaterThan(15)
    const words = textsOf('en').finding as Record<string, string>
    expect(codes.filter((code) => !(code in words))).toEqual([])
    expect(codes.filter((code) => isWarning(finding(code, '', null, '')) !== host.isWarning(code))).toEqual([])
  })

  test('every kind of thing that a repair tells is told in plain words', () => {
    const mended = codesOf(/\.(?:lost|saved)\(\s*(?:\w+ \? )?'([a-z-]+)'/g)
    expect(mended.length).toBeGreaterThan(10)
    const { finding: found, mending } = textsOf('en') as Record<string, Record<string, string>>
    expect(mended.filter((code) => !(code in { ...found, ...mending }))).toEqual([])
    expect(Object.keys(mending!).filter((code) => !mended.includes(code))).toEqual([])
  })
})

/** The codes that the host's files give to what takes findings, as they are written there. */
function codesOf(pattern: RegExp): string[] {
  const folder = join(root, 'electron/host')
  const codes = readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(pattern)])
    .map((match) => match[1]!)
  return [...new Set(codes)]
}

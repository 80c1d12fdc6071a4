// @vitest-environment happy-dom
import fc from 'fast-check'
import { act } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { BackupsDialog } from '../../../renderer/features/backups/backups-dialog.tsx'
import { sizeText, whenText } from '../../../renderer/features/backups/texts.ts'
import { i18n } from '../../../renderer/ui/i18n.ts'
import { toasts } from '../../../renderer/ui/toast-queue.ts'
import type { Backup, Host, ProjectEntry } from '../../../shared/host/contract.ts'
import { done, type Outcome, refused } from '../../../shared/host/errors.ts'
import { button, press, show, shows, unmount, until } from './support.tsx'

const restored: ProjectEntry = {
  token: 'restored00000000',
  name: 'Thesis (2026-11-20 12.00)',
  place: '/projects/Thesis (2026-11-20 12.00).egiz',
  openedAt: null,
  missing: false,
  sourceLanguage: 'kk',
  targetLanguage: 'en',
}
const backup = (at: string, seq: number, reason: Backup['reason'] = 'rotation'): Backup => ({
  name: `${at.slice(0, 19).replaceAll(':', '-')}Z-${String(seq).padStart(6, '0')}.egiz.zip`,
  at,
  size: 2048,
  seq,
  reason,
})
const three = [backup('2026-11-22T12:00:00Z', 1250), backup('2026-11-21T12:00:00Z', 20), backup('2026-10-20T12:00:00Z', 1, 'migration')]

const asHost = (verbs: Partial<Host>) => verbs as Host
const dialog = (verbs: Partial<Host>, more: { session?: string; onOpen?: (entry: ProjectEntry) => void } = {}) => (
  <BackupsDialog
    host={asHost(verbs)}
    project="project000000000"
    name="Thesis"
    session={more.session ?? null}
    onOpen={more.onOpen ?? (() => {})}
    onClose={() => {}}
  />
)
const restoreButtons = () => [...document.querySelectorAll<HTMLButtonElement>('.backup-restore')]

beforeEach(() => {
  for (const { id } of toasts.current()) toasts.close(id)
})
afterEach(unmount)

describe('the backups of a project', () => {
  test('stand in the host’s order, each with when, how much and why, and together with their sum and the rule', async () => {
    await show(dialog({ listBackups: async () => done(three) }))
    await until(() => restoreButtons().length === 3)
    const facts = [...document.querySelectorAll('.backup-fact')].map((fact) => fact.textContent)
    expect(facts).toEqual(['1,250 changes', '2 KB', '20 changes', '2 KB', '1 change', '2 KB'])
    expect([...document.querySelectorAll('.backup')].map((row) => row.textContent?.includes('kept for good'))).toEqual([false, false, true])
    expect(shows('3 backups, 6 KB together. Egiz keeps the newest 10')).toBe(true)
  })

  test('are none yet: it is said how they come about', async () => {
    await show(dialog({ listBackups: async () => done([]) }))
    await until(() => shows('No backups yet'))
    expect(shows('every ten minutes')).toBe(true)
  })

  test('that cannot be listed are told as an error, and can be asked for again', async () => {
    const listBackups = vi.fn<Host['listBackups']>(async () => refused('permission', 'no', { path: '/projects/Thesis.egiz/backups' }))
    await show(dialog({ listBackups }))
    await until(() => shows('The system does not allow access to'))
    listBackups.mockImplementation(async () => done(three))
    await press('Try again')
    await until(() => restoreButtons().length === 3)
    expect(document.querySelector('[role=alert]')).toBeNull()
  })

  test('have one stop of Tab; the arrow keys, Home and End go through the rows', async () => {
    await show(dialog({ listBackups: async () => done(three) }))
    await until(() => restoreButtons().length === 3)
    const key = (name: string) =>
      act(async () => {
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }))
      })
    const at = () => restoreButtons().indexOf(document.activeElement as HTMLButtonElement)
    await act(async () => restoreButtons()[0]?.focus())
    const seen = [at()]
    for (const name of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'Home', 'End']) {
      await key(name)
      seen.push(at())
    }
    expect(seen).toEqual([0, 1, 2, 2, 1, 0, 2])
    expect(restoreButtons().map((one) => one.tabIndex)).toEqual([-1, -1, 0])
  })
})

describe('restoring', () => {
  test('asks for the backup of that row, says where the project lies and what is missing, and opens it', async () => {
    const restoreBackup = vi.fn<Host['restoreBackup']>(async () => done({ project: restored, missing: ['sources/abc.txt'] }))
    const onOpen = vi.fn()
    await show(dialog({ listBackups: async () => done(three), restoreBackup }, { onOpen }))
    await until(() => restoreButtons().length === 3)
    await act(async () => restoreButtons()[1]?.click())
    await until(() => shows('Restored as “Thesis (2026-11-20 12.00)”'))
    expect(restoreBackup.mock.calls).toEqual([[{ project: 'project000000000', backup: three[1]?.name }]])
    expect([shows(restored.place), shows('1 file could not be copied along'), shows('sources/abc.txt')]).toEqual([true, true, true])
    await press('Open it')
    expect(onOpen.mock.calls).toEqual([[restored]])
  })

  test('shows that it is at work, and takes no second one meanwhile', async () => {
    let answer: (outcome: Outcome<{ project: ProjectEntry; missing: string[] }>) => void = () => {}
    const restoreBackup = vi.fn<Host['restoreBackup']>(
      () =>
        new Promise((resolve) => {
          answer = resolve
        }),
    )
    await show(dialog({ listBackups: async () => done(three), restoreBackup }))
    await until(() => restoreButtons().length === 3)
    await act(async () => restoreButtons()[0]?.click())
    await until(() => document.querySelector('[role=progressbar]'))
    await act(async () => restoreButtons()[1]?.click())
    expect(restoreBackup).toHaveBeenCalledTimes(1)
    await act(async () => answer(done({ project: restored, missing: [] })))
    await until(() => shows('Restored as'))
    expect(shows('could not be copied along')).toBe(false)
    await press('Back to the backups')
    await until(() => restoreButtons().length === 3)
  })

  test('a damaged backup is told as one, not as a damaged project; the list stays', async () => {
    await show(dialog({ listBackups: async () => done(three), restoreBackup: async () => refused('damaged', 'x', { path: 'x.zip' }) }))
    await until(() => restoreButtons().length === 3)
    await act(async () => restoreButtons()[0]?.click())
    await until(() => shows('This backup is damaged'))
    expect([shows('Choose another backup'), restoreButtons().length]).toEqual([true, 3])
  })

  test('that ends after the dialog was closed is told all the same, with a way to open it', async () => {
    let answer: (outcome: Outcome<{ project: ProjectEntry; missing: string[] }>) => void = () => {}
    const onOpen = vi.fn()
    const restoreBackup: Host['restoreBackup'] = () =>
      new Promise((resolve) => {
        answer = resolve
      })
    await show(dialog({ listBackups: async () => done(three), restoreBackup }, { onOpen }))
    await until(() => restoreButtons().length === 3)
    await act(async () => restoreButtons()[0]?.click())
    await unmount()
    answer(done({ project: restored, missing: [] }))
    const toast = await vi.waitFor(() => toasts.current()[0] ?? expect.fail('nothing is told'))
    expect(toast.text).toBe('Restored as “Thesis (2026-11-20 12.00)”')
    toast.action?.onPress()
    expect(onOpen.mock.calls).toEqual([[restored]])
  })
})

describe('backing up now', () => {
  test('is there only while the project is open', async () => {
    await show(dialog({ listBackups: async () => done(three) }))
    await until(() => restoreButtons().length === 3)
    expect(button('Back up now')).toBeUndefined()
  })

  test('says what was made and lists it', async () => {
    const made = backup('2026-11-23T12:00:00Z', 1300)
    let list = three
    const backUpProject = vi.fn<Host['backUpProject']>(async () => {
      list = [made, ...three]
      return done(made)
    })
    await show(dialog({ listBackups: async () => done(list), backUpProject }, { session: 'session000000000' }))
    await press('Back up now')
    await until(() => shows('Backed up: 1,300 changes, 2 KB') && restoreButtons().length === 4)
    expect(backUpProject.mock.calls).toEqual([[{ session: 'session000000000' }]])
  })

  test('says when nothing has changed since, and what went wrong', async () => {
    const backUpProject = vi.fn<Host['backUpProject']>(async () => done(null))
    await show(dialog({ listBackups: async () => done(three), backUpProject }, { session: 'session000000000' }))
    await press('Back up now')
    await until(() => shows('Nothing has changed since the newest backup'))
    backUpProject.mockImplementation(async () => refused('disk-full', 'full', { path: '/projects/Thesis.egiz/backups' }))
    await press('Back up now')
    await until(() => shows('The disk is full'))
    expect(shows('Nothing has changed')).toBe(false)
  })
})

describe('how times and sizes are said', () => {
  const now = new Date(2026, 10, 23, 8, 0)
  test.each([
    ['en', ['Today, 07:05', 'Yesterday, 23:59', '20 Nov 2026, 12:00', '2 KB']],
    ['ru', ['Сегодня, 07:05', 'Вчера, 23:59', '20.11.2026, 12:00', '2 КБ']],
    ['kk', ['Бүгін, 07:05', 'Кеше, 23:59', '20.11.2026, 12:00', '2 КБ']],
  ])('%s', async (language, said) => {
    await i18n.changeLanguage(language)
    const times = [new Date(2026, 10, 23, 7, 5), new Date(2026, 10, 22, 23, 59), new Date(2026, 10, 20, 12, 0)]
    const texts = times.map((time) => whenText(i18n.t, time.toISOString(), now, language))
    expect([...texts, sizeText(i18n.t, 2048)]).toEqual(said)
  })

  test('no moment is said to lie in the future, and none is the key of a text', async () => {
    await i18n.changeLanguage('en')
    fc.assert(
      fc.property(fc.date({ min: new Date(2000, 0, 1), max: new Date(2100, 0, 1), noInvalidDate: true }), (time) => {
        const text = whenText(i18n.t, time.toISOString(), now, 'en')
        expect(text).toMatch(time >= new Date(2026, 10, 23) ? /^Today, \d\d:\d\d$/ : /^(Yesterday|\d+ \w+ \d{4}), \d\d:\d\d$/)
      }),
    )
  })
})

// @vitest-environment happy-dom
import { act, useState } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Home, type HomeProps } from '../../../renderer/features/home/home.tsx'
import { isInside } from '../../../renderer/features/home/project-list.tsx'
import { toasts } from '../../../renderer/ui/toast-queue.ts'
import type { Host, ProjectEntry, Result } from '../../../shared/host/contract.ts'
import { done } from '../../../shared/host/errors.ts'
import { press, show, unmount, until } from './support.tsx'

const entryOf = (name: string, place: string, missing = false): ProjectEntry => ({
  token: `${name.toLowerCase()}0000000000000000`,
  name,
  place,
  openedAt: null,
  missing,
  sourceLanguage: 'kk',
  targetLanguage: 'en',
})
const own = entryOf('Own', '/home/ann/Egiz/Own.egiz')
const elsewhere = entryOf('Elsewhere', '/media/stick/Elsewhere.egiz')
const gone = entryOf('Gone', '/media/other/Gone.egiz', true)
const info: Result<'appInfo'> = { edition: 'browser', version: '0', platform: 'linux', locale: 'en', projectsFolder: '/home/ann/Egiz' }

function home(more: Partial<HomeProps> = {}) {
  let listed = [own, elsewhere, gone]
  const verbs = {
    listProjects: vi.fn<Host['listProjects']>(async () => done(listed)),
    forgetProject: vi.fn<Host['forgetProject']>(async ({ project }) => {
      listed = listed.filter(({ token }) => token !== project)
      return done({})
    }),
    subscribe: () => () => {},
  } satisfies Partial<Host>
  const content = (props: Partial<HomeProps> = {}) => (
    <Home
      host={verbs as Partial<Host> as Host}
      info={info}
      onOpen={() => {}}
      onCreated={() => {}}
      onSample={() => {}}
      onSettings={() => {}}
      onBackups={() => {}}
      onCheck={() => {}}
      {...more}
      {...props}
    />
  )
  return { verbs, content }
}

/** Opens a project's menu; returns its items. */
async function menuOf(name: string): Promise<HTMLElement[]> {
  const button = await until(() => document.querySelector<HTMLButtonElement>(`[role=group][aria-label="${name}"] button`))
  await act(async () => button.click())
  return until(() => {
    const items = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')]
    return items.length > 0 && items
  })
}
async function choose(name: string, item: string): Promise<void> {
  const found = (await menuOf(name)).find((one) => one.textContent === item)
  expect(found, item).toBeDefined()
  await act(async () => found?.click())
}

beforeEach(() => {
  for (const { id } of toasts.current()) toasts.close(id)
})
afterEach(unmount)

describe('the menu of a project in the list', () => {
  test.each([
    ['Own', ['Open', 'Backups…', 'Check…']],
    ['Elsewhere', ['Open', 'Backups…', 'Check…', 'Take off the list']],
    ['Gone', ['Backups…', 'Check…']],
  ])('%s offers what makes sense there', async (name, items) => {
    await show(home().content())
    expect((await menuOf(name)).map((item) => item.textContent)).toEqual(items)
  })

  test('hands on which project is meant', async () => {
    const asked = { onOpen: vi.fn(), onBackups: vi.fn(), onCheck: vi.fn() }
    await show(home(asked).content())
    await choose('Elsewhere', 'Open')
    await choose('Own', 'Backups…')
    await choose('Gone', 'Check…')
    expect(Object.values(asked).map(({ mock }) => mock.calls)).toEqual([[[elsewhere]], [[own]], [[gone]]])
  })

  test('“Take off the list” takes it off and says that its folder stays', async () => {
    const { verbs, content } = home()
    await show(content())
    await choose('Elsewhere', 'Take off the list')
    await until(() => document.querySelector('[role=group][aria-label="Elsewhere"]') === null)
    expect(verbs.forgetProject.mock.calls).toEqual([[{ project: elsewhere.token }]])
    expect(toasts.current().map(({ text }) => text)).toEqual([
      '“Elsewhere” is off the list. Nothing was deleted; its folder is still /media/stick/Elsewhere.egiz.',
    ])
  })
})

test('the list is there behind what lies over it, and is read anew when that goes', async () => {
  const { verbs, content } = home()
  function Frame() {
    const [isCovered, setCovered] = useState(true)
    return (
      <>
        <button type="button" onClick={() => setCovered(false)}>
          uncover
        </button>
        {content({ isCovered })}
      </>
    )
  }
  await show(<Frame />)
  await until(() => document.querySelectorAll('.project').length === 3)
  const restored = entryOf('Restored', '/home/ann/Egiz/Restored.egiz')
  verbs.listProjects.mockImplementation(async () => done([restored, own, elsewhere, gone]))
  await press('uncover')
  await until(() => document.querySelectorAll('.project').length === 4)
})

test.each([
  ['/home/ann/Egiz/A.egiz', '/home/ann/Egiz', true],
  ['/home/ann/Egiz/A.egiz', '/home/ann/Egiz/', true],
  ['C:\\Users\\Ann\\Egiz\\A.egiz', 'C:\\Users\\Ann\\Egiz', true],
  ['/home/ann/Egiz/deep/A.egiz', '/home/ann/Egiz', false],
  ['/home/ann/Egiz2/A.egiz', '/home/ann/Egiz', false],
  ['/A.egiz', '/home/ann/Egiz', false],
])('%s directly in %s: %s', (place, folder, inside) => {
  expect(isInside(place, folder)).toBe(inside)
})

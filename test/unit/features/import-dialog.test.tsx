// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type AcceptedText, ImportDialog } from '../../../renderer/features/documents/import-dialog.tsx'
import { HostFailure, refused } from '../../../shared/host/errors.ts'
import { rulesFor } from '../../../shared/text/segmentation/languages.ts'
import { button, choose, fileHost, press, show, shows, stubWorker, type, unmount, until } from './support.tsx'

let workers: ReturnType<typeof stubWorker>
beforeEach(() => {
  workers = stubWorker()
})
afterEach(async () => {
  await unmount()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  expect(workers.alive()).toBe(0)
})

const languages = { source: 'kk', target: 'en' }
// Lines far wider than any page: paragraphs beyond doubt, however the shape of shorter ones is guessed.
const text = ['Бірінші', 'Екінші', 'Үшінші'].map((word) => `${`${word} абзацтың сөйлемі. `.repeat(15)}\n`).join('')

test('files are gone through one after another; each is let go when it is done with, and the dialog closes after the last', async () => {
  const { host, files, released } = fileHost({ 'a.txt': text, 'empty.txt': ' \n', 'c.txt': 'Бір ғана жол' })
  const accepted: AcceptedText[] = []
  const closed = vi.fn()
  const accept = async (result: AcceptedText) => {
    // The file is still held while the document is added from it.
    expect(released).not.toContain(result.file.token)
    accepted.push(result)
  }
  await show(
    <ImportDialog host={host} files={files} languages={languages} sentenceRules={rulesFor('kk')} onAccept={accept} onClose={closed} />,
  )
  await until(() => shows('1 of 3') && shows('3 lines → 3 paragraphs'))
  await type('Name of the document', '  Менің мәтінім ')
  await press('Import 3 paragraphs')
  await until(() => shows('“empty.txt” holds no text'))
  expect(released).toEqual([files[0]!.token])
  await press('Skip this file')
  await until(() => shows('3 of 3') && shows('1 line → 1 paragraph'))
  expect(closed).not.toHaveBeenCalled()
  await press('Import 1 paragraph')
  await until(() => closed.mock.calls.length === 1)
  expect(accepted.map((one) => [one.file.name, one.name, one.read.paragraphs.length, one.putBack, [...one.kinds]])).toEqual([
    ['a.txt', 'Менің мәтінім', 3, [], []],
    ['c.txt', 'c', 1, [], []],
  ])
  await until(() => released.length === 3)
})

test('a refusal while adding is shown with advice, the reading stays, and a second try is taken', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const { host, files, released } = fileHost({ 'a.txt': text })
  const closed = vi.fn()
  let tries = 0
  const accept = async () => {
    if (tries++ === 0) throw new HostFailure(refused('disk-full', 'no space').error)
  }
  await show(
    <ImportDialog host={host} files={files} languages={languages} sentenceRules={rulesFor('kk')} onAccept={accept} onClose={closed} />,
  )
  await press('Import 3 paragraphs')
  await until(() => shows('The disk is full: “a.txt” was not written') && shows('Free some space'))
  expect([closed.mock.calls.length, released]).toEqual([0, []])
  await press('Import 3 paragraphs')
  await until(() => closed.mock.calls.length === 1 && released.length === 1)
})

test('closing lets go of this file and all that follow, and ends what is under way', async () => {
  const { host, files, released } = fileHost({ 'a.txt': text, 'b.txt': text })
  const closed = vi.fn()
  const never = vi.fn()
  await show(
    <ImportDialog host={host} files={files} languages={languages} sentenceRules={rulesFor('kk')} onAccept={never} onClose={closed} />,
  )
  await press('Close')
  await until(() => released.length === 2)
  expect([closed.mock.calls.length, never.mock.calls.length]).toEqual([1, 0])
})

test('a document needs a name: without one nothing is imported', async () => {
  const { host, files } = fileHost({ 'a.txt': text })
  const never = vi.fn()
  await show(
    <ImportDialog host={host} files={files} languages={languages} sentenceRules={rulesFor('kk')} onAccept={never} onClose={() => {}} />,
  )
  await until(() => button('Import 3 paragraphs'))
  await type('Name of the document', '  ')
  await press('Import 3 paragraphs')
  await until(() => shows('Give the document a name.'))
  expect(never).not.toHaveBeenCalled()
})

test('a file that the host has lost is said to be lost, not empty', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const { host, files } = fileHost({ 'a.txt': text })
  await host.releaseFile({ file: files[0]!.token })
  await show(
    <ImportDialog
      host={host}
      files={files}
      languages={languages}
      sentenceRules={rulesFor('kk')}
      onAccept={async () => {}}
      onClose={() => {}}
    />,
  )
  await until(() => shows('“a.txt” is no longer at hand'))
})

test('one row a sentence is chosen once for all files, with the number of rows it makes', async () => {
  const { host, files } = fileHost({ 'a.txt': text, 'b.txt': text })
  const accepted: AcceptedText[] = []
  const accept = async (result: AcceptedText) => void accepted.push(result)
  await show(
    <ImportDialog host={host} files={files} languages={languages} sentenceRules={rulesFor('kk')} onAccept={accept} onClose={() => {}} />,
  )
  await until(() => shows('3 lines → 3 paragraphs'))
  expect(shows('There will be')).toBe(false)
  await choose('One a sentence')
  await until(() => shows('There will be 45 rows'))
  await press('Import 3 paragraphs')
  await until(() => shows('2 of 2') && shows('There will be 45 rows'))
  await choose('One a paragraph')
  await press('Import 3 paragraphs')
  await until(() => accepted.length === 2)
  expect(accepted.map(({ sentences }) => sentences)).toEqual([rulesFor('kk'), null])
})

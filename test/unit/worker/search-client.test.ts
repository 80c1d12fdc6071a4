import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SearchAnswering } from '../../../renderer/worker/search-answering.ts'
import { PATIENCE_MS, SearchClient, type SearchNews, type SearchWorker } from '../../../renderer/worker/search-client.ts'
import type { Question, SearchMessage, SearchRequest } from '../../../renderer/worker/search-protocol.ts'
import { plainQuery } from '../../../shared/search/query.ts'
import type { SearchUnit } from '../../../shared/search/search-index.ts'

const unit = (i: number, source: string): SearchUnit => ({
  id: `u${i}`,
  order: `a${String(i).padStart(6, '0')}`,
  source,
  target: '',
  notes: [],
  tags: [],
})
const question = (text: string, most = 1000): Question => ({
  query: { ...plainQuery, text },
  scope: { documents: ['d'], units: null, fields: ['source'] },
  most,
  byRow: false,
})

/** A worker that runs in the test's own thread, or keeps silent. */
function workers({ isSilent = false } = {}) {
  const seen = { begun: 0, ended: 0, requests: [] as SearchRequest[] }
  let say: (message: SearchMessage) => void = () => {}
  const start = (): SearchWorker => {
    seen.begun++
    const listeners: ((event: MessageEvent<SearchMessage>) => void)[] = []
    let isEnded = false
    say = (data) => {
      if (!isEnded) for (const listener of listeners) listener({ data } as MessageEvent<SearchMessage>)
    }
    const own = say
    const answering = new SearchAnswering(own, () => new Promise((resolve) => setTimeout(resolve)))
    return {
      postMessage: (request) => {
        seen.requests.push(request)
        if (!isSilent) answering.take(structuredClone(request))
      },
      terminate: () => {
        isEnded = true
        seen.ended++
      },
      addEventListener: (type: 'message' | 'error', listener: never) => {
        if (type === 'message') listeners.push(listener)
      },
    }
  }
  return { start, seen, say: (message: SearchMessage) => say(message) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a question is answered with every hit once, and the whole count', async () => {
  const { start } = workers()
  const client = new SearchClient(start)
  client.setUnits(
    'd',
    Array.from({ length: 3000 }, (_, i) => unit(i, `қазақ ${i}`)),
  )
  const news: SearchNews[] = []
  client.ask(question('ҚАЗАҚ'), (one) => news.push(one))
  await vi.runAllTimersAsync()
  const found = news.flatMap((one) => (one.type === 'found' ? [one] : []))
  expect(found.flatMap(({ batch }) => batch.hits.map(({ unitId }) => unitId))).toEqual(Array.from({ length: 1000 }, (_, i) => `u${i}`))
  expect(found.at(-1)).toMatchObject({ isDone: true, batch: { total: 3000, rows: 3000 } })
})

test('of a question before a newer one, or one that was ended, nothing is heard', async () => {
  const { start, say, seen } = workers({ isSilent: true })
  const client = new SearchClient(start)
  const heard: string[] = []
  client.ask(question('a'), () => heard.push('first'))
  const end = client.ask(question('b'), () => heard.push('second'))
  say({ type: 'found', id: 1, batch: { hits: [], total: 0, rows: 0 }, isDone: true })
  expect(heard).toEqual([])
  say({ type: 'found', id: 2, batch: { hits: [], total: 0, rows: 0 }, isDone: false })
  end()
  say({ type: 'found', id: 2, batch: { hits: [], total: 0, rows: 0 }, isDone: true })
  await vi.advanceTimersByTimeAsync(PATIENCE_MS * 2)
  expect(heard).toEqual(['second'])
  expect([seen.requests.at(-1)?.type, seen.ended]).toEqual(['stop', 0])
})

test('a question that never comes to an end is given up; the worker begins anew, and rows are asked for again', async () => {
  const { start, say, seen } = workers({ isSilent: true })
  const client = new SearchClient(start)
  let lost = 0
  client.onLost = () => {
    lost++
    client.setUnits('d', [unit(1, 'a')])
  }
  const news: SearchNews[] = []
  client.ask(question('(a+)+$'), (one) => news.push(one))
  // Before it is begun the worker may be busy with rows.
  await vi.advanceTimersByTimeAsync(PATIENCE_MS * 3)
  expect(news).toEqual([])
  say({ type: 'began', id: 1 })
  await vi.advanceTimersByTimeAsync(PATIENCE_MS + 1)
  expect(news).toEqual([{ type: 'tooLong' }])
  expect([seen.begun, seen.ended, lost]).toEqual([2, 1, 1])
})

test('a fault inside the worker is told', async () => {
  const { start } = workers()
  const client = new SearchClient(start)
  const news: SearchNews[] = []
  client.ask({ ...question('('), query: { ...plainQuery, text: '(', regex: true } }, (one) => news.push(one))
  await vi.runAllTimersAsync()
  expect(news).toMatchObject([{ type: 'failed', message: expect.stringContaining('no query') }])
})

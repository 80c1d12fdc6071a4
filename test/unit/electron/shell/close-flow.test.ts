import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closeFlow } from '../../../../electron/shell/close-flow.ts'

function flowUnderTest() {
  const seen = { told: 0, closed: 0, patience: null as number | null }
  let run: (() => void) | null = null
  const flow = closeFlow({
    patience: 10_000,
    tell: () => {
      seen.told++
    },
    close: () => {
      seen.closed++
    },
    timer: (later, ms) => {
      run = later
      seen.patience = ms
      return () => {
        run = null
      }
    },
  })
  return { flow, seen, timeOut: () => run?.() }
}

test('a page without a project is closed at once', () => {
  const { flow, seen } = flowUnderTest()
  flow.opened('a')
  flow.closed('a')
  expect(flow.mayClose()).toBe(true)
  expect(seen).toEqual({ told: 0, closed: 0, patience: null })
})

test('a page with a project is told once, and closed when the project is', () => {
  const { flow, seen, timeOut } = flowUnderTest()
  flow.opened('a')
  expect([flow.mayClose(), flow.mayClose()]).toEqual([false, false])
  expect(seen).toEqual({ told: 1, closed: 0, patience: 10_000 })
  flow.closed('a')
  expect(seen.closed).toBe(1)
  expect(flow.mayClose()).toBe(true)
  timeOut()
  expect(seen.closed).toBe(1)
})

test('a page that does not answer is closed when patience ends', () => {
  const { flow, seen, timeOut } = flowUnderTest()
  flow.opened('a')
  flow.mayClose()
  timeOut()
  expect(seen.closed).toBe(1)
  flow.closed('a')
  expect(seen.closed).toBe(1)
  expect(flow.mayClose()).toBe(true)
})

test('whatever happens in whatever order: told at most once, closed at most once, and closed for certain after the time', () => {
  const steps = fc.array(fc.constantFrom('open a', 'open b', 'close a', 'close b', 'forget', 'ask', 'time'), { maxLength: 40 })
  fc.assert(
    fc.property(steps, (order) => {
      const { flow, seen, timeOut } = flowUnderTest()
      for (const step of order) {
        const [what, session = ''] = step.split(' ')
        if (what === 'open') flow.opened(session)
        else if (what === 'close') flow.closed(session)
        else if (what === 'forget') flow.forget()
        else if (what === 'ask') flow.mayClose()
        else timeOut()
        expect(seen.told).toBeLessThanOrEqual(1)
        expect(seen.closed).toBeLessThanOrEqual(1)
      }
      if (!flow.mayClose()) timeOut()
      expect(flow.mayClose()).toBe(true)
    }),
  )
})

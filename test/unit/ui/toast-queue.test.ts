import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createToastQueue } from '../../../renderer/ui/toast-queue.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a message goes by itself, one with an action later, an error only when it is closed', () => {
  const queue = createToastQueue()
  queue.add({ text: 'plain' })
  queue.add({ text: 'undo', action: { label: 'Undo', onPress: () => {} } })
  const error = queue.add({ text: 'error', tone: 'error' })
  const shown = () => queue.current().map((toast) => toast.text)
  vi.advanceTimersByTime(5999)
  expect(shown()).toEqual(['plain', 'undo', 'error'])
  vi.advanceTimersByTime(1)
  expect(shown()).toEqual(['undo', 'error'])
  vi.advanceTimersByTime(4000)
  expect(shown()).toEqual(['error'])
  vi.advanceTimersByTime(3_600_000)
  expect(shown()).toEqual(['error'])
  queue.close(error)
  expect(shown()).toEqual([])
})

test('a message under the pointer waits, and has its whole time again afterwards', () => {
  const queue = createToastQueue()
  const id = queue.add({ text: 'read me' })
  vi.advanceTimersByTime(5000)
  queue.hold(id)
  vi.advanceTimersByTime(60_000)
  expect(queue.current()).toHaveLength(1)
  queue.release(id)
  vi.advanceTimersByTime(5999)
  expect(queue.current()).toHaveLength(1)
  vi.advanceTimersByTime(1)
  expect(queue.current()).toHaveLength(0)
})

test('at most four are shown, the latest; each change is told once, and the list is the same object until then', () => {
  const queue = createToastQueue()
  const heard: number[] = []
  const stop = queue.subscribe(() => heard.push(queue.current().length))
  for (let i = 1; i <= 6; i++) queue.add({ text: String(i) })
  expect(queue.current().map((toast) => toast.text)).toEqual(['3', '4', '5', '6'])
  expect(queue.current()).toBe(queue.current())
  expect(heard).toEqual([1, 2, 3, 4, 4, 4])
  queue.close(999)
  expect(heard).toHaveLength(6)
  stop()
  queue.add({ text: '7' })
  expect(heard).toHaveLength(6)
})

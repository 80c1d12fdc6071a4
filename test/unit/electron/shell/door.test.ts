import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LARGEST_FILE } from '../../../../electron/host/limits.ts'
import { isTooLarge, LARGEST_MESSAGE, senderProblem } from '../../../../electron/shell/door.ts'

describe('who may ask', () => {
  test("the page's own main frame", () => {
    expect(senderProblem({ url: 'app://egiz/index.html', parent: null })).toBeNull()
  })
  test.each([
    ['a frame that is gone', null],
    ['a frame inside the page', { url: 'app://egiz/index.html', parent: {} }],
    ['another origin', { url: 'https://egiz/index.html', parent: null }],
    ['another file of the origin', { url: 'app://egiz/icon.svg', parent: null }],
    ['an emptied page', { url: 'about:blank', parent: null }],
    ['a data page', { url: 'data:text/html,app://egiz/index.html', parent: null }],
  ])('not %s', (_name, frame) => {
    expect(senderProblem(frame)).not.toBeNull()
  })
})

describe('how much', () => {
  // Lengths without the memory: only byteLength is looked at.
  const sized = (size: number) => Object.defineProperty(new Uint8Array(0), 'byteLength', { value: size })

  test('files up to their limit, anything else up to its own', () => {
    expect(isTooLarge('putFile', { name: 'a', bytes: sized(LARGEST_FILE - 1000) })).toBe(false)
    expect(isTooLarge('putFile', { name: 'a', bytes: sized(LARGEST_FILE + 1) })).toBe(true)
    expect(isTooLarge('appendChanges', { changes: sized(LARGEST_FILE - 1000) })).toBe(true)
    expect(isTooLarge('appendChanges', { changes: ['x'.repeat(LARGEST_MESSAGE / 2)] })).toBe(true)
  })

  test('anything can be measured', () => {
    fc.assert(
      fc.property(
        fc.anything({ withTypedArray: true, withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
        (args) => {
          expect(isTooLarge('appInfo', args)).toBe(false)
        },
      ),
    )
  })

  test('a message deep as a well is measured, not followed by recursion', () => {
    let deep: unknown = 'x'
    for (let i = 0; i < 200_000; i++) deep = [deep]
    expect(isTooLarge('appInfo', deep)).toBe(false)
  })
})

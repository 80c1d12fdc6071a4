import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isAllowedPermission, isAllowedRequest, isOwnOrigin, isOwnPage } from '../../../../electron/shell/origin.ts'

const strangers = [
  'http://egiz/',
  'https://egiz/index.html',
  'app://egiz.example/',
  'app://egiz@evil/',
  'app://evil/egiz',
  'apps://egiz/',
  'file:///app/egiz',
  'app:egiz',
  '',
]

describe('the own origin', () => {
  test('is app://egiz and nothing like it', () => {
    expect(isOwnOrigin('app://egiz/assets/a.js')).toBe(true)
    for (const address of strangers) expect(isOwnOrigin(address), address).toBe(false)
  })

  test('no text of any kind makes the checks throw, and only own addresses pass', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((rest) => `app://${rest}`),
        ),
        (address) => {
          if (isOwnPage(address)) expect(isOwnOrigin(address)).toBe(true)
          if (isOwnOrigin(address)) expect(new URL(address).host).toBe('egiz')
          isAllowedRequest(address, false)
        },
      ),
    )
  })

  test('the page is its index, whatever is asked of it', () => {
    for (const address of ['app://egiz/', 'app://egiz/index.html', 'app://egiz/index.html?a#b']) expect(isOwnPage(address)).toBe(true)
    for (const address of ['app://egiz/icon.svg', 'app://egiz/index.html/x', 'about:blank', ...strangers])
      expect(isOwnPage(address)).toBe(false)
  })
})

describe('requests', () => {
  test('go to the own origin and what the page made itself', () => {
    for (const address of ['app://egiz/a.js', 'data:image/png;base64,AA', 'blob:app://egiz/0f3a']) {
      expect(isAllowedRequest(address, false), address).toBe(true)
    }
    for (const address of [
      'http://127.0.0.1/',
      'https://example.org/',
      'ws://egiz/',
      'file:///etc/passwd',
      'blob:https://example.org/0f3a',
      'devtools://devtools/a.js',
    ]) {
      expect(isAllowedRequest(address, false), address).toBe(false)
    }
    expect(isAllowedRequest('devtools://devtools/a.js', true)).toBe(true)
  })
})

test('permissions: two, and only for the own origin', () => {
  expect(isAllowedPermission('persistent-storage', 'app://egiz/')).toBe(true)
  expect(isAllowedPermission('clipboard-sanitized-write', 'app://egiz')).toBe(true)
  for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'midi', 'hid', 'fileSystem']) {
    expect(isAllowedPermission(permission, 'app://egiz/'), permission).toBe(false)
  }
  for (const address of strangers) expect(isAllowedPermission('persistent-storage', address)).toBe(false)
})

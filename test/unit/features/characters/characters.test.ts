// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest'
import {
  noteCharacter,
  offeredCharacters,
  recentCharacters,
  specialCharacters,
} from '../../../../renderer/features/characters/characters.ts'
import { i18n } from '../../../../renderer/ui/i18n.ts'
import { interfaceLanguages } from '../../../../renderer/ui/locale-files.ts'

beforeEach(() => localStorage.clear())

test('each character is offered once, and has a name of its own in every language', () => {
  expect(new Set(specialCharacters.map(({ sign }) => sign)).size).toBe(specialCharacters.length)
  for (const language of interfaceLanguages) {
    const name = i18n.getFixedT(language)
    const names = specialCharacters.map((character) => name(`editor.character.${character.name}`, { sign: character.sign }))
    expect(names.filter((one) => one.includes('editor.character'))).toEqual([])
    expect(new Set(names).size).toBe(specialCharacters.length)
  }
})

test('those inserted last are offered first, the latest before the others, and none is lost or doubled', () => {
  const [a, b] = [specialCharacters[5]!, specialCharacters[9]!]
  for (const { code } of [a, b, a]) noteCharacter(code)
  expect(offeredCharacters().slice(0, 2)).toEqual([a, b])
  expect(new Set(offeredCharacters())).toEqual(new Set(specialCharacters))
  expect(offeredCharacters()).toHaveLength(specialCharacters.length)
  for (const { code } of specialCharacters) noteCharacter(code)
  expect(recentCharacters().length).toBeLessThan(10)
})

import { expect, test } from 'vitest'
import { recentCommands, rememberCommand } from '../../../renderer/workbench/recent-commands.ts'

test('of the commands chosen in the field the last six are remembered, each once, the last one first', () => {
  const held = new Map<string, string>()
  const storage = {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => held.set(key, value),
  } as never
  expect(recentCommands(storage)).toEqual([])
  for (const id of ['a', 'b', 'c', 'b', 'd', 'e', 'f', 'g']) rememberCommand(id, storage)
  expect(recentCommands(storage)).toEqual(['g', 'f', 'e', 'd', 'b', 'c'])
})

import { type Command, command } from './command.ts'

/** What is done with tags. */
export const tagCommands: readonly Command[] = [
  command('tag.choose', 'tag', ['Alt+KeyT'], ({ open }) => open('tags')),
  ...Array.from({ length: 9 }, (_, index) => ({
    ...command(`tag.digit.${index + 1}`, 'tag', [`Alt+Digit${index + 1}`], ({ tagDigit }) => tagDigit(index + 1)),
    hidden: true,
  })),
]

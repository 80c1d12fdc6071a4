import { join } from 'node:path'
import { placesOf } from '../host/places.ts'
import { settingsFile } from '../host/settings.ts'
import type { Io } from './command.ts'
import { environmentOf } from './projects.ts'

/** The name that goes into changes: the one set in the program, which is the system's user until it is changed. */
export async function authorOf(io: Io): Promise<string> {
  const { author } = await settingsFile(environmentOf(io), join(placesOf(io.env).home, 'settings.json')).read()
  return author
}

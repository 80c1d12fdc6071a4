import { compressedHistory } from './0002-compressed-history.ts'
import type { Migration, MigrationFolder, ProjectJson } from './migration.ts'

/** Every migration, in order: the first one brings format 1 to 2. */
export const migrations: readonly Migration[] = [compressedHistory]

/**
 * Runs the steps that a folder of an older format lacks. `text` is its project.json; returns what it is to be. `onStep` is given that
 * text after each step, to be made durable before the next.
 */
export async function migrate(folder: MigrationFolder, text: string, onStep?: (text: string) => Promise<void>): Promise<string> {
  let project = JSON.parse(text) as ProjectJson
  let migrated = text
  for (const { to, run } of migrations) {
    if ((project.format as number) >= to) continue
    project = { ...(await run(folder, project)), format: to }
    migrated = `${JSON.stringify(project, null, 2)}\n`
    await onStep?.(migrated)
  }
  return migrated
}

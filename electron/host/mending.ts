import type { Opened } from '../../shared/host/contract.ts'
import { dropPrepared, dropTemporaries, finishCompaction, readManifest } from './compaction.ts'
import { onDisk } from './disk-errors.ts'
import type { Environment } from './environment.ts'
import type { Torn } from './journal-file.ts'
import { migrateFolder } from './migration.ts'

export type Mended = Opened['mended'][number]

/**
 * What is done to a folder before it is read, by whoever holds its lock: finishes a compaction that was decided; on the first reading also
 * drops what was only prepared and temporary files, and brings an older format up. Returns what was done on the first reading.
 */
export async function mendFolder(env: Environment, path: string, isFirst: boolean): Promise<Mended[]> {
  const { disk } = env
  const mended: Mended[] = []
  const doing = { what: 'The project could not be read', path, kept: 'Nothing is lost: the journal holds every change.' }
  await onDisk(doing, async () => {
    const manifest = await readManifest(disk, path)
    if (manifest) {
      await finishCompaction(disk, path, manifest)
      mended.push({ code: 'compaction-finished', detail: `changes ${manifest.from + 1} to ${manifest.to}` })
    } else if (isFirst) {
      const dropped = await dropPrepared(disk, path)
      if (dropped > 0) mended.push({ code: 'compaction-dropped', detail: `${dropped} files` })
    }
    if (isFirst) await dropTemporaries(disk, path)
  })
  if (!isFirst) return []
  const migrated = await migrateFolder(env, path)
  if (migrated?.torn) mended.push(tornLine(migrated.torn))
  if (migrated)
    mended.push({ code: 'migrated', detail: `format ${migrated.from} to ${migrated.to}, a copy is kept in backups/${migrated.backup}` })
  return mended
}

export const tornLine = ({ line, bytes, keptIn }: Torn): Mended => ({
  code: 'torn-line',
  detail: `line ${line}, ${bytes} bytes kept in ${keptIn}`,
})

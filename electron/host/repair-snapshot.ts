import { join } from 'node:path'
import type { z } from 'zod'
import { annotationsPath, TAGS_PATH, unitsPath } from '../../shared/model/project-file.ts'
import { type Annotation, annotationSchema, idSchema, tagSchema, unitSchema } from '../../shared/model/records.ts'
import type { Disk } from './disk.ts'
import type { Damage } from './repair-findings.ts'
import { distinct, mendUnits } from './repair-order.ts'
import type { FoundProjectFile } from './repair-project-file.ts'
import { type BadLine, readLines, readOr, sha256Of } from './repair-reading.ts'
import type { World } from './repair-world.ts'

/** A file of the snapshot that is not, or may not be, what was written: records may be missing. */
export interface Doubt {
  readonly path: string
  readonly isGone: boolean
  readonly bad: readonly BadLine[]
}

/**
 * Reads the snapshot's files into the world as they stand. Returns those where something may be missing. `expected`: what a history without
 * gaps makes, if there is one.
 */
export async function readSnapshotFiles(
  disk: Disk,
  folder: string,
  file: FoundProjectFile,
  world: World,
  expected: World | null,
  damage: Damage,
): Promise<Doubt[]> {
  const doubts: Doubt[] = []
  const read = async <S extends z.ZodType>(path: string, schema: S): Promise<z.infer<S>[]> => {
    const bytes = await readOr(disk, folder, path, null)
    const isAsWritten = bytes !== null && file.files[path] === sha256Of(bytes)
    if (bytes && !isAsWritten && file.files[path] !== undefined) {
      damage.saved('checksum', path, null, 'the file is not what was written; what can be read of it was taken as it stands')
    }
    const { records, bad } = bytes ? readLines(path, bytes, schema) : { records: [], bad: [] }
    if (!isAsWritten) doubts.push({ path, isGone: bytes === null, bad })
    return records
  }
  for (const tag of distinct(await read(TAGS_PATH, tagSchema), TAGS_PATH, expected?.tags ?? null, damage)) world.tags.set(tag.id, tag)
  for (const id of await idsOfFiles(disk, folder, file, world)) {
    const rooms = world.rooms.get(id) ?? { units: new Map(), annotations: new Map() }
    world.rooms.set(id, rooms)
    const there = expected?.rooms.get(id)
    for (const unit of mendUnits(id, await read(unitsPath(id), unitSchema), there?.units ?? null, damage)) rooms.units.set(unit.id, unit)
    for (const found of distinct(
      await read(annotationsPath(id), annotationSchema),
      annotationsPath(id),
      there?.annotations ?? null,
      damage,
    )) {
      if (found.documentId !== id) {
        damage.saved(
          'unknown-document',
          annotationsPath(id),
          null,
          `the annotation ${found.id} said that it belongs to ${found.documentId}`,
        )
      }
      rooms.annotations.set(found.id, { ...found, documentId: id } as Annotation)
    }
  }
  return doubts
}

/** The documents whose files are to be read: those that project.json lists, and such as lie there where it cannot be relied on. */
async function idsOfFiles(disk: Disk, folder: string, file: FoundProjectFile, world: World): Promise<Set<string>> {
  const ids = new Set(world.documents.keys())
  const there = new Set<string>()
  for (const room of ['documents', 'annotations']) {
    if ((await disk.stat(join(folder, room)))?.kind !== 'folder') continue
    for (const name of await disk.list(join(folder, room))) {
      const id = /^([^.]+)\.jsonl$/.exec(name)?.[1]
      if (id !== undefined && idSchema.safeParse(id).success) there.add(id)
    }
  }
  const isReliable = file.isWhole && [...ids].every((id) => there.has(id))
  for (const id of there) if (!isReliable || unitsPath(id) in file.files) ids.add(id)
  return ids
}

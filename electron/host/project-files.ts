import { basename, join } from 'node:path'
import { z } from 'zod'
import { fail } from '../../shared/host/errors.ts'
import { readRecords } from '../../shared/model/lines.ts'
import {
  annotationsPath,
  FORMAT,
  type ProjectFile,
  projectFileSchema,
  rowsPath,
  TAGS_PATH,
  unitsPath,
} from '../../shared/model/project-file.ts'
import { type Annotation, annotationSchema, type Tag, tagSchema, type Unit, unitSchema } from '../../shared/model/records.ts'
import type { Disk } from './disk.ts'
import { onDisk } from './disk-errors.ts'
import { readChunks, readText } from './file-bytes.ts'

export const PROJECT_NAME = 'project.json'
export const FOLDER_ENDING = '.egiz'

/**
 * Reads project.json, and nothing else before its format number is known to be ours.
 * @throws HostFailure `not-found`, `not-a-project`, `newer-format`, `damaged`, `permission`.
 */
export async function readProjectFile(disk: Disk, folder: string): Promise<ProjectFile> {
  const path = join(folder, PROJECT_NAME)
  const text = await onDisk({ what: 'The project could not be opened', path }, async () => {
    const there = await disk.stat(folder)
    if (!there) {
      fail('not-found', `There is no folder ${folder}. Check that it was not moved or renamed and that its disk is connected.`, {
        path: folder,
      })
    }
    if (there.kind !== 'folder' || !(await disk.stat(path))) {
      fail(
        'not-a-project',
        `${folder} is not an Egiz project: it holds no ${PROJECT_NAME}. Choose a folder whose name ends in ${FOLDER_ENDING}.`,
        {
          path: folder,
        },
      )
    }
    try {
      return await readText(disk, path)
    } catch (error) {
      if (error instanceof TypeError) damaged(path, 'it is not UTF-8')
      throw error
    }
  })
  return parseProjectFile(path, text)
}

/** @throws HostFailure `newer-format` or `damaged`. */
export function parseProjectFile(path: string, text: string): ProjectFile {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    damaged(path, 'it is not JSON')
  }
  const format = z.looseObject({ format: z.number() }).safeParse(json)
  if (format.success && format.data.format > FORMAT) {
    fail(
      'newer-format',
      `The project ${basename(join(path, '..'))} was made by a newer version of Egiz (format ${format.data.format}; this version knows up to ${FORMAT}). ` +
        'Nothing in it was touched. Update Egiz to open it.',
      { path, format: format.data.format, known: FORMAT },
    )
  }
  const parsed = projectFileSchema.safeParse(json)
  if (!parsed.success) damaged(path, `${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`)
  return parsed.data
}

function damaged(path: string, why: string): never {
  fail('damaged', `${path} cannot be read: ${why}. The other files of the project were not touched. Restore this file from a backup.`, {
    path,
  })
}

/** The tags of a snapshot. */
export async function readTags(disk: Disk, folder: string, file: ProjectFile): Promise<Tag[]> {
  if (!(TAGS_PATH in file.files)) return []
  const path = join(folder, TAGS_PATH)
  return onDisk({ what: 'The tags could not be read', path }, async () => {
    try {
      return z.array(tagSchema).parse(JSON.parse(await readText(disk, path)))
    } catch (error) {
      if (error instanceof TypeError || error instanceof SyntaxError || error instanceof z.ZodError) damaged(path, error.message)
      throw error
    }
  })
}

/** tags.json's text, one tag a line, so that a diff reads well. */
export function tagsText(lines: readonly string[]): string {
  return lines.length === 0 ? '[]\n' : `[\n${lines.map((line) => line.trimEnd()).join(',\n')}\n]\n`
}

/** Streams a snapshot's units of a document; none where the snapshot holds no such file. */
export async function* readUnits(disk: Disk, folder: string, file: ProjectFile, documentId: string): AsyncGenerator<Unit> {
  const path = unitsPath(documentId)
  if (path in file.files) yield* readRecords(path, readChunks(disk, join(folder, path)), unitSchema)
}

/** Streams a snapshot's annotations of a document. */
export async function* readAnnotations(disk: Disk, folder: string, file: ProjectFile, documentId: string): AsyncGenerator<Annotation> {
  const path = annotationsPath(documentId)
  if (path in file.files) yield* readRecords(path, readChunks(disk, join(folder, path)), annotationSchema)
}

/** Streams the rows that a `document.add` names. */
export async function* readRowsFile(disk: Disk, folder: string, sha256: string): AsyncGenerator<Unit> {
  const path = rowsPath(sha256)
  yield* readRecords(path, readChunks(disk, join(folder, path)), unitSchema)
}

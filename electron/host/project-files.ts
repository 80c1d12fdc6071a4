import { basename, join } from 'node:path'
import { z } from 'zod'
import { fail } from '../../shared/host/errors.ts'
import { readRecords } from '../../shared/model/lines.ts'
import {
  annotationsPath,
  FORMAT,
  type ProjectFile,
  type ProjectHeader,
  projectFileSchema,
  projectHeaderSchema,
  rowsPath,
  TAGS_PATH,
  unitsPath,
} from '../../shared/model/project-file.ts'
import { annotationSchema, type Tag, tagSchema, unitSchema } from '../../shared/model/records.ts'
import type { SnapshotReader } from '../../shared/model/snapshot.ts'
import type { Disk } from './disk.ts'
import { onDisk } from './disk-errors.ts'
import { readChunks, readText } from './file-bytes.ts'
import { isSourcePath } from './sources.ts'

export const PROJECT_NAME = 'project.json'
export const FOLDER_ENDING = '.egiz'

/**
 * Whether a path may be a snapshot file: in the folder or one below, with an ending. A project may come from anybody, and what its files
 * name is read, replaced and removed: it must never lie outside, nor be one of the files with a meaning of their own.
 */
export const isSnapshotPath = (path: string): boolean =>
  /^([a-z][a-z0-9-]{0,40}\/)?[A-Za-z0-9][A-Za-z0-9_-]{0,80}\.[A-Za-z0-9]{1,10}$/.test(path) &&
  !/^(sources|history|backups)\/|^(project\.json|compaction\.json|journal\.jsonl)$/.test(path)

/**
 * Reads project.json of a folder of our format, and nothing else before its format number is known to be ours.
 * @throws HostFailure `not-found`, `not-a-project`, `newer-format`, `damaged`, `permission`.
 */
export async function readProjectFile(disk: Disk, folder: string): Promise<ProjectFile> {
  return parseProjectFile(join(folder, PROJECT_NAME), await readProjectText(disk, folder))
}

/** Reads what project.json of any format up to ours says. @throws HostFailure as readProjectFile. */
export async function readProjectHeader(disk: Disk, folder: string): Promise<ProjectHeader> {
  return parseProjectHeader(join(folder, PROJECT_NAME), await readProjectText(disk, folder))
}

async function readProjectText(disk: Disk, folder: string): Promise<string> {
  const path = join(folder, PROJECT_NAME)
  return onDisk({ what: 'The project could not be opened', path }, async () => {
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
}

const formatted = z.looseObject({ format: z.number() })

/** @throws HostFailure `newer-format` or `damaged`. */
export function parseProjectHeader(path: string, text: string): ProjectHeader {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    damaged(path, 'it is not JSON')
  }
  const format = formatted.safeParse(json)
  if (format.success && format.data.format > FORMAT) {
    fail(
      'newer-format',
      `The project ${basename(join(path, '..'))} was made by a newer version of Egiz (format ${format.data.format}; this version knows up to ${FORMAT}). ` +
        'Nothing in it was touched. Update Egiz to open it.',
      { path, format: format.data.format, known: FORMAT },
    )
  }
  const header = projectHeaderSchema.safeParse(json)
  if (!header.success) damaged(path, `${header.error.issues[0]?.path.join('.')}: ${header.error.issues[0]?.message}`)
  return header.data
}

/** Reads project.json of our format. @throws HostFailure `newer-format` or `damaged`. */
export function parseProjectFile(path: string, text: string): ProjectFile {
  const parsed = projectFileSchema.safeParse(parseProjectHeader(path, text))
  if (!parsed.success) damaged(path, `${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`)
  const outside = Object.keys(parsed.data.files).find((name) => !isSnapshotPath(name))
  if (outside !== undefined) damaged(path, `it names a file that is none of a project’s own: ${outside.slice(0, 80)}`)
  const stray = parsed.data.documents.find(({ original }) => !isSourcePath(original.path))
  if (stray) damaged(path, `the original of “${stray.name.slice(0, 80)}” is named outside sources/`)
  return parsed.data
}

function damaged(path: string, why: string): never {
  fail('damaged', `${path} cannot be read: ${why}. The other files of the project were not touched. Restore this file from a backup.`, {
    path,
  })
}

const tagsSchema = z.array(tagSchema)

async function readTags(disk: Disk, folder: string, file: ProjectFile): Promise<Tag[]> {
  if (!(TAGS_PATH in file.files)) return []
  const path = join(folder, TAGS_PATH)
  return onDisk({ what: 'The tags could not be read', path }, async () => {
    try {
      return tagsSchema.parse(JSON.parse(await readText(disk, path)))
    } catch (error) {
      if (error instanceof TypeError || error instanceof SyntaxError || error instanceof z.ZodError) damaged(path, error.message)
      throw error
    }
  })
}

/** A snapshot's files, streamed; a file that the snapshot does not list is empty. */
export function snapshotReader(disk: Disk, folder: string, file: ProjectFile): SnapshotReader {
  async function* records<S extends z.ZodType>(path: string, schema: S): AsyncGenerator<z.infer<S>> {
    if (path in file.files) yield* readRecords(path, readChunks(disk, join(folder, path)), schema)
  }
  return {
    tags: () => readTags(disk, folder, file),
    units: (id) => records(unitsPath(id), unitSchema),
    annotations: (id) => records(annotationsPath(id), annotationSchema),
    rows: ({ sha256 }) => readRecords(rowsPath(sha256), readChunks(disk, join(folder, rowsPath(sha256))), unitSchema),
  }
}

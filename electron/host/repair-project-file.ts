import { z } from 'zod'
import { HostFailure } from '../../shared/host/errors.ts'
import { FORMAT } from '../../shared/model/project-file.ts'
import { type DocumentRecord, documentSchema, languageSchema } from '../../shared/model/records.ts'
import type { Disk } from './disk.ts'
import { PROJECT_NAME, parseProjectFile } from './project-files.ts'
import type { Damage } from './repair-findings.ts'
import { parseOr, readOr, textOr } from './repair-reading.ts'

/** What can be made out of project.json, whatever else is wrong with it. */
export interface FoundProjectFile {
  /** Whether it was read whole, so that what it does not list is not there. */
  readonly isWhole: boolean
  readonly name: string | null
  readonly sourceLanguage: string | null
  readonly targetLanguage: string | null
  readonly lineage: string | null
  readonly seq: number | null
  readonly sum: string | null
  readonly documents: readonly DocumentRecord[]
  /** Checksums by path. */
  readonly files: Readonly<Record<string, string>>
  /** Fields that nobody knows. */
  readonly others: Readonly<Record<string, unknown>>
}

const known = new Set(['format', 'id', 'lineage', 'name', 'sourceLanguage', 'targetLanguage', 'seq', 'sum', 'documents', 'files'])

/** Reads project.json field by field. A newer format is not looked for here. */
export async function findProjectFile(disk: Disk, folder: string, damage: Damage): Promise<FoundProjectFile> {
  const bytes = await readOr(disk, folder, PROJECT_NAME, damage)
  const text = bytes && textOr(bytes)
  const json = parseOr(text, z.record(z.string(), z.unknown()))
  if (bytes && !json)
    damage.lost('project-damaged', PROJECT_NAME, null, 'the file is not JSON; what it said was looked for elsewhere', bytes)
  const fields = json ?? {}
  let isWhole = json !== null
  const field = <S extends z.ZodType>(name: string, schema: S): z.infer<S> | null => {
    const parsed = schema.safeParse(fields[name])
    if (parsed.success) return parsed.data
    if (json) damage.lost('project-damaged', PROJECT_NAME, null, `its “${name}” cannot be read`, JSON.stringify(fields[name] ?? null))
    isWhole = false
    return null
  }
  field('format', z.literal(FORMAT))
  const list = field('documents', z.array(z.unknown())) ?? []
  const documents = list.flatMap((one) => {
    const document = documentSchema.safeParse(one)
    if (document.success) return [document.data]
    damage.lost('project-damaged', PROJECT_NAME, null, 'a document’s record cannot be read', JSON.stringify(one))
    isWhole = false
    return []
  })
  const found = {
    name: field('name', z.string().min(1)),
    sourceLanguage: field('sourceLanguage', languageSchema),
    targetLanguage: field('targetLanguage', languageSchema),
    lineage: field('lineage', z.string()),
    seq: field('seq', z.number().int().min(0)),
    sum: field('sum', z.string()),
    documents,
    files: field('files', z.record(z.string(), z.string())) ?? {},
    others: Object.fromEntries(Object.entries(fields).filter(([name]) => !known.has(name))),
  }
  if (isWhole && text !== null) {
    try {
      parseProjectFile(PROJECT_NAME, text)
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error
      damage.saved('project-damaged', PROJECT_NAME, null, `${error.message} What it says was taken as it stands.`)
      isWhole = false
    }
  }
  return { ...found, isWhole }
}

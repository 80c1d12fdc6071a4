import { z } from 'zod'
import type { SimpleOp } from '../model/changes.ts'
import { idSchema, type ProjectRecord } from '../model/records.ts'
import { conditionSchema, type RowFilter, rowOrders } from './row-filter.ts'

// Filters with a name lie in the project's record, in the field `filters`, and go where it goes.

const savedFilterSchema = z.looseObject({
  id: idSchema,
  name: z.string().min(1),
  conditions: z.array(conditionSchema),
  order: z.enum(rowOrders),
})
export type SavedFilter = RowFilter & { readonly id: string; readonly name: string }

const stored = ({ filters }: ProjectRecord): readonly unknown[] => (Array.isArray(filters) ? filters : [])
const idOf = (filter: unknown) => z.looseObject({ id: idSchema }).safeParse(filter).data?.id

/** The filters of a project that this version can read, in the order in which they were saved. */
export function savedFilters(project: ProjectRecord): SavedFilter[] {
  return stored(project).flatMap((filter) => savedFilterSchema.safeParse(filter).data ?? [])
}

/** Saves a filter, in place of the one of its id where there is one. What else is stored stays as it is, also what cannot be read. */
export function saveFilterOp(project: ProjectRecord, filter: SavedFilter): SimpleOp {
  const before = stored(project)
  const at = before.findIndex((one) => idOf(one) === filter.id)
  return setFilters(project, at < 0 ? [...before, filter] : before.with(at, filter))
}

/** Takes a saved filter away. */
export function removeFilterOp(project: ProjectRecord, id: string): SimpleOp {
  return setFilters(
    project,
    stored(project).filter((one) => idOf(one) !== id),
  )
}

function setFilters(project: ProjectRecord, filters: readonly unknown[]): SimpleOp {
  const { name, sourceLanguage, targetLanguage } = project
  const settings = { name, sourceLanguage, targetLanguage }
  const before = project.filters === undefined ? settings : { ...settings, filters: project.filters }
  return { type: 'project.setSettings', before, after: { ...settings, filters: [...filters] } }
}

import type { TFunction } from 'i18next'
import { HostFailure } from '../../shared/host/errors.ts'
import { ConflictError } from '../../shared/model/apply.ts'
import { errorText } from '../ui/error-text.ts'

/** What went wrong as one sentence and what to do; a fault of ours is logged too. */
export function failureText(t: TFunction, error: unknown): string {
  if (error instanceof HostFailure) {
    const { title, advice } = errorText(t, error.error)
    return `${title} ${advice}`
  }
  console.error(error)
  if (error instanceof ConflictError) return t('workbench.conflict')
  const { title, advice } = errorText(t, { code: 'internal', detail: error instanceof Error ? error.message : String(error) })
  return `${title} ${advice}`
}

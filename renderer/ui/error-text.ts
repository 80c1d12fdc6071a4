import type { TFunction } from 'i18next'
import type { ErrorCode } from '../../shared/host/errors.ts'
import type { DecodeFailure } from '../../shared/text/decode.ts'

/** Everything a person can be told of: what a host refuses, what a file is not, what an export lost, what broke in the worker. */
export type FailureCode = ErrorCode | DecodeFailure['code'] | 'export-mismatch' | 'worker-failed'

export interface Failure {
  code: FailureCode
  detail?: string | Readonly<Record<string, string | number | boolean>>
}

export interface ErrorText {
  /** What happened, to which file or row. */
  title: string
  /** What was kept, and what to do next. */
  advice: string
}

/**
 * The sentence for a failure in the interface language. `file` names what it happened to, where the failure itself does not; sentences
 * that name it are the `_file` forms of a text.
 */
export function errorText(t: TFunction, failure: Failure, file?: string): ErrorText {
  const detail = typeof failure.detail === 'object' ? failure.detail : {}
  const named = file ?? firstText(detail, ['name', 'file', 'path', 'folder', 'place'])
  const detailText = typeof failure.detail === 'string' ? failure.detail : ''
  const values = { ...detail, ...(named === undefined ? {} : { file: named, context: 'file' }), detail: detailText }
  return { title: t(`errors.${failure.code}.title`, values), advice: t(`errors.${failure.code}.advice`, values) }
}

function firstText(detail: Readonly<Record<string, string | number | boolean>>, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = detail[key]
    if (typeof value === 'string' && value !== '') return value
  }
  return undefined
}

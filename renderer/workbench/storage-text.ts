import type { TFunction } from 'i18next'
import type { StorageProblem } from '../store/persister.ts'
import type { ErrorText } from '../ui/error-text.ts'

/** Why the working copy cannot be written, and that the folder gets everything all the same. */
export function storageText(t: TFunction, problem: StorageProblem | null): ErrorText {
  if (!problem) return { title: '', advice: '' }
  const { kind, detail } = problem
  return { title: t(`status.storageTitle_${kind}`, { detail }), advice: t(`status.storageAdvice_${kind}`) }
}

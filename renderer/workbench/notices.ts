import type { TFunction } from 'i18next'
import type { OpeningNotice } from '../store/opening.ts'

/** What opening had to mend, said to the person. */
export function noticeText(t: TFunction, notice: OpeningNotice): string {
  return t(`workbench.notice.${notice.code}`, { detail: notice.detail })
}

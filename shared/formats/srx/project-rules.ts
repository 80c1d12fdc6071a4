import { z } from 'zod'
import type { ProjectSettings } from '../../model/records.ts'
import { rulesFor } from '../../text/segmentation/languages.ts'
import type { SegmentationRules } from '../../text/segmentation/rules.ts'
import { readSrx, type SrxFile, srxRulesFor } from './read.ts'

/** A project's setting `segmentation`: the SRX file that was chosen for it, whole. Without it Egiz's own rules hold. */
export const segmentationSchema = z.looseObject({ srx: z.looseObject({ name: z.string(), xml: z.string() }) })
export type SegmentationSetting = z.infer<typeof segmentationSchema>

let last: { readonly xml: string; readonly file: SrxFile | null } | null = null

/** The rules a project goes by in a language (BCP 47): those of its SRX file where that has any for it, else Egiz's own. */
export function projectRules(settings: ProjectSettings, language: string): SegmentationRules {
  const setting = segmentationSchema.safeParse(settings.segmentation)
  if (!setting.success) return rulesFor(language)
  const { xml } = setting.data.srx
  if (last?.xml !== xml) {
    const read = readSrx(xml)
    last = { xml, file: read.ok ? read.value : null }
  }
  return (last.file && srxRulesFor(last.file, language)) ?? rulesFor(language)
}

import { useRef, useState } from 'react'
import type { ExportProject } from '../../../shared/formats/bilingual.ts'
import type { ExportReport } from '../../../shared/formats/registry.ts'
import type { Host } from '../../../shared/host/contract.ts'
import { HostFailure } from '../../../shared/host/errors.ts'
import type { Failure } from '../../ui/error-text.ts'
import { saveFile } from '../../ui/file-picker.ts'
import type { Translate } from '../../ui/i18n.ts'
import { runJob } from '../../worker/client.ts'
import { type ExportChoice, extensionOf, fileNameFor, optionsFor } from './export-options.ts'

export type ExportState =
  | { phase: 'choosing'; failure: Failure | null }
  | { phase: 'collecting' | 'saving' }
  | { phase: 'writing'; fraction: number }
  | { phase: 'done'; report: ExportReport; name: string; how: 'saved' | 'downloaded' }

export interface ExportTask {
  choice: ExportChoice
  documentIds: string[]
  /** The file is named after this. */
  baseName: string
  load: (documentIds: string[]) => Promise<ExportProject>
}

/** Runs exports, one at a time: collects the rows, writes and checks the file in the worker, saves it only when it is complete. */
export function useExport(host: Host, t: Translate, interfaceLanguage: string) {
  const [state, setState] = useState<ExportState>({ phase: 'choosing', failure: null })
  const under = useRef<AbortController | null>(null)

  const run = async ({ choice, documentIds, baseName, load }: ExportTask) => {
    const stop = new AbortController()
    under.current = stop
    const show = (next: ExportState) => {
      if (!stop.signal.aborted) setState(next)
    }
    try {
      show({ phase: 'collecting' })
      const project = await load(documentIds)
      stop.signal.throwIfAborted()
      show({ phase: 'writing', fraction: 0 })
      const languages = { source: project.sourceLanguage, target: project.targetLanguage }
      const options = optionsFor(choice, languages, t, interfaceLanguage)
      const outcome = await runJob(
        'export',
        { format: choice.format, project, options },
        { signal: stop.signal, onProgress: (fraction) => show({ phase: 'writing', fraction }) },
      )
      if (!outcome.ok) {
        show({ phase: 'choosing', failure: outcome })
        return
      }
      show({ phase: 'saving' })
      const name = fileNameFor(baseName, choice.format, project.targetLanguage)
      const saved = await saveFile(host, name, extensionOf(choice.format), new Uint8Array(outcome.bytes))
      show(saved === null ? { phase: 'choosing', failure: null } : { phase: 'done', report: outcome.report, ...saved })
    } catch (error) {
      if (stop.signal.aborted) return
      console.error(error)
      show({ phase: 'choosing', failure: error instanceof HostFailure ? error.error : { code: 'worker-failed' } })
    }
  }
  /** Ends what is under way; nothing is saved. */
  const cancel = () => {
    under.current?.abort()
    setState({ phase: 'choosing', failure: null })
  }
  return { state, run, cancel }
}

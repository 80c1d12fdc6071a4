import { documentFromText } from '../../shared/formats/document-import.ts'
import { exportProject } from '../../shared/formats/registry.ts'
import { readText } from '../../shared/formats/txt/read.ts'
import { recordLine } from '../../shared/model/lines.ts'
import type { JobInput, JobKind, JobOutput, JobRequest } from './protocol.ts'

type Progress = (fraction: number) => void

/** Runs a job where it is called: in the worker, or in a test. */
export async function runHere(request: JobRequest, onProgress: Progress): Promise<JobOutput<JobKind>> {
  switch (request.kind) {
    case 'analyse':
      return readText(request.input.bytes, { ...request.input.options, onProgress })
    case 'buildDocument':
      return buildDocument(request.input)
    case 'export':
      return exportProject(request.input.format, request.input.project, { ...request.input.options, onProgress })
  }
}

function buildDocument({ read, choices, name, documentId, order, original }: JobInput<'buildDocument'>): JobOutput<'buildDocument'> {
  const { document, units } = documentFromText(read, { name, documentId, order, original, ...choices })
  return { document, units, rows: new TextEncoder().encode(units.map(recordLine).join('')) }
}

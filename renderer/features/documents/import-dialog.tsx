import { useState } from 'react'
import type { ParagraphKind, TextImport } from '../../../shared/formats/txt/read.ts'
import type { FileGrant, Host } from '../../../shared/host/contract.ts'
import type { SegmentationRules } from '../../../shared/text/segmentation/rules.ts'
import { releaseFiles } from '../../ui/file-picker.ts'
import { ImportFile } from './import-file.tsx'

/** A text as the person wants it imported. */
export interface AcceptedText {
  file: FileGrant
  read: TextImport
  /** Indices in `read.removed`. */
  putBack: number[]
  /** Kinds that differ from those guessed, by index in `putBack(read, putBack)`. */
  kinds: Map<number, ParagraphKind>
  /** One row a sentence, by these rules; null for one a paragraph. */
  sentences: SegmentationRules | null
  name: string
}

export interface ImportDialogProps {
  host: Host
  /** Held by the host; the dialog lets each go when it is done with it, whatever became of it. */
  files: readonly FileGrant[]
  languages: { source: string; target: string }
  /** By which sentences are found where a row is to be one. */
  sentenceRules: SegmentationRules
  /** Adds the document. What it throws (HostFailure) is shown, and the person can try again. */
  onAccept: (result: AcceptedText) => Promise<void>
  onClose: () => void
}

/** Goes through the files one after another, each with its own look at what would be imported. */
export function ImportDialog({ host, files, languages, sentenceRules, onAccept, onClose }: ImportDialogProps) {
  const [index, setIndex] = useState(0)
  // Chosen once for all files.
  const [bySentence, setBySentence] = useState(false)
  const file = files[index]
  if (file === undefined) return null
  const next = () => {
    void releaseFiles(host, [file])
    if (index + 1 < files.length) setIndex(index + 1)
    else onClose()
  }
  const stop = () => {
    void releaseFiles(host, files.slice(index))
    onClose()
  }
  return (
    <ImportFile
      key={file.token}
      host={host}
      file={file}
      place={{ index: index + 1, count: files.length }}
      languages={languages}
      sentences={bySentence ? sentenceRules : null}
      onBySentence={setBySentence}
      onAccept={async (result) => {
        await onAccept(result)
        next()
      }}
      onSkip={next}
      onClose={stop}
    />
  )
}

import { useTranslation } from 'react-i18next'
import type { TextImport } from '../../../shared/formats/txt/read.ts'
import type { Encoding } from '../../../shared/text/decode.ts'
import type { Shape } from '../../../shared/text/shape.ts'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Choices } from '../../ui/radio.tsx'
import { Select } from '../../ui/select.tsx'
import type { Analysis } from './analysis.ts'
import { ImportReport } from './import-report.tsx'
import type { ImportEdits, PreviewRow } from './import-rows.ts'

export interface ImportControlsProps {
  analysis: Analysis
  read: TextImport | null
  rows: readonly PreviewRow[]
  edits: ImportEdits
  name: string
  bySentence: boolean
  /** How many rows the document will have; null while they are counted. */
  rowCount: number | null
  isDisabled: boolean
  onName: (name: string) => void
  onEdits: (edits: ImportEdits) => void
  onBySentence: (bySentence: boolean) => void
}

/** Names of encodings are the same in every language. */
const encodings: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1251': 'Windows-1251',
  'koi8-r': 'KOI8-R',
}

const shapeNames = { lines: 'import.shapeLines', blank: 'import.shapeBlank', wrapped: 'import.shapeWrapped' } as const

/** How to read the text, and what was read. */
export function ImportControls(props: ImportControlsProps) {
  const { analysis, read, rows, edits, name, bySentence, rowCount, isDisabled, onName, onEdits, onBySentence } = props
  const { t } = useTranslation()
  const { options, setOptions } = analysis
  const recognised =
    read === null ? undefined : read.bom ? t('import.encodingBom', { encoding: encodings[read.encoding] }) : encodings[read.encoding]
  const auto = { value: 'auto' as const, label: t('import.encodingAuto') }
  const shape = (value: Shape, hint: string) => ({ value, label: t(shapeNames[value]), description: hint })
  return (
    <section className="import-controls" aria-label={t('import.controls')}>
      <Field
        label={t('import.name')}
        value={name}
        onChange={onName}
        maxLength={200}
        isReadOnly={isDisabled}
        error={name.trim() === '' ? t('import.nameMissing') : undefined}
      />
      <Select<Encoding | 'auto'>
        label={t('import.encoding')}
        value={options.encoding}
        onChange={(encoding) => setOptions({ ...options, encoding })}
        options={[auto, ...(Object.entries(encodings) as [Encoding, string][]).map(([value, label]) => ({ value, label }))]}
        isDisabled={isDisabled}
        {...(options.encoding === 'auto' && recognised !== undefined
          ? { description: t('import.encodingRecognised', { encoding: recognised }) }
          : {})}
      />
      {read !== null && options.encoding === 'auto' && !read.encodingSure ? (
        <Notice tone="warn" title={t('import.unsure')}>
          {t('import.unsureAdvice')}
        </Notice>
      ) : null}
      <Choices<Shape | 'auto'>
        label={t('import.shape')}
        value={options.shape}
        onChange={(next) => setOptions({ ...options, shape: next })}
        isDisabled={isDisabled}
        choices={[
          {
            value: 'auto',
            label: t('import.shapeAuto'),
            description:
              read === null ? undefined : t(`import.reason.${read.shapeReason}`, { shape: t(shapeNames[read.shapeGuessed]).toLowerCase() }),
          },
          shape('wrapped', t('import.shapeWrappedHint')),
          shape('blank', t('import.shapeBlankHint')),
          shape('lines', t('import.shapeLinesHint')),
        ]}
      />
      <Choices<'paragraph' | 'sentence'>
        label={t('import.rows')}
        value={bySentence ? 'sentence' : 'paragraph'}
        onChange={(next) => onBySentence(next === 'sentence')}
        isDisabled={isDisabled}
        row
        choices={[
          { value: 'paragraph', label: t('import.rowsParagraph') },
          { value: 'sentence', label: t('import.rowsSentence') },
        ]}
      />
      {read === null || !bySentence ? null : (
        <p className="hint" role="status">
          {rowCount === null ? t('import.rowsCounting') : t('import.rowsCount', { count: rowCount })}
        </p>
      )}
      {read === null ? null : <ImportReport read={read} rows={rows} edits={edits} isDisabled={isDisabled} onEdits={onEdits} />}
    </section>
  )
}

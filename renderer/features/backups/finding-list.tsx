import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { type Finding, groupFindings } from './findings.ts'

const AT_FIRST = 20
const MORE = 200

export interface FindingListProps {
  title: string
  findings: readonly Finding[]
  /** Some things are said otherwise where they are mended than where they are only found. */
  by?: 'check' | 'repair'
}

/** What was found: each kind in plain words, and under it the places. */
export function FindingList({ title, findings, by = 'check' }: FindingListProps) {
  if (findings.length === 0) return null
  return (
    <section className="findings" aria-label={title}>
      <h3 className="section-title">{title}</h3>
      {groupFindings(findings).map(({ code, findings: group }) => (
        <FindingGroup key={code} kinds={kindsOf(code, by)} findings={group} />
      ))}
    </section>
  )
}

/** Names of texts, the one that fits best first. */
const kindsOf = (code: string, by: 'check' | 'repair'): string[] => [
  ...(by === 'repair' ? [`mending.${code}`] : []),
  `finding.${code}`,
  'finding.other',
]

function FindingGroup({ kinds, findings }: { kinds: string[]; findings: readonly Finding[] }) {
  const { t, i18n } = useTranslation()
  const [most, setMost] = useState(AT_FIRST)
  const rest = findings.length - most
  const shown = findings.slice(0, most)
  // What the host writes about a place is for whoever reads files, and in English: other languages show it only when asked.
  const inEnglish = i18n.language.startsWith('en')
  const english = i18n.getFixedT('en')(kinds)
  const told = shown.filter(({ message }) => !isSame(message, english))
  return (
    <div className="finding-group">
      <p className="finding-kind">{t(kinds)}</p>
      <ul className="finding-places">
        {shown.map((finding, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: findings have no name of their own and never move
          <li key={i}>
            <span className="finding-place">
              {finding.line === null ? finding.file : t('finding.place', { file: finding.file, line: finding.line })}
            </span>
            {inEnglish && told.includes(finding) ? <span className="finding-message">{finding.message}</span> : null}
          </li>
        ))}
      </ul>
      {rest > 0 ? (
        <Button look="quiet" className="finding-more" onPress={() => setMost(most + MORE)}>
          {t('finding.more', { count: Math.min(rest, MORE) })}
        </Button>
      ) : null}
      {inEnglish || told.length === 0 ? null : (
        <details className="finding-details">
          <summary>{t('finding.details')}</summary>
          <ul lang="en">
            {told.map((finding, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <li key={i}>{finding.message}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

/** A message that says no more than its kind does. */
const isSame = (message: string, kind: string): boolean => bare(message) === bare(kind)
const bare = (sentence: string): string => sentence.toLowerCase().replace(/^(a|the) /, '')

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { type Finding, groupFindings } from './findings.ts'

const AT_FIRST = 20
const MORE = 200

/** What was found: each kind in plain words, and under it the places. */
export function FindingList({ title, findings }: { title: string; findings: readonly Finding[] }) {
  if (findings.length === 0) return null
  return (
    <section className="findings" aria-label={title}>
      <h3 className="section-title">{title}</h3>
      {groupFindings(findings).map(({ code, findings: group }) => (
        <FindingGroup key={code} code={code} findings={group} />
      ))}
    </section>
  )
}

function FindingGroup({ code, findings }: { code: string; findings: readonly Finding[] }) {
  const { t, i18n } = useTranslation()
  const [most, setMost] = useState(AT_FIRST)
  const rest = findings.length - most
  const shown = findings.slice(0, most)
  // What the host writes about a place is for whoever reads files, and in English: other languages show it only when asked.
  const inEnglish = i18n.language.startsWith('en')
  return (
    <div className="finding-group">
      <p className="finding-kind">{t(`finding.${code}`, { defaultValue: t('finding.other') })}</p>
      <ul className="finding-places">
        {shown.map((finding, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: findings have no name of their own and never move
          <li key={i}>
            <span className="finding-place">
              {finding.line === null ? finding.file : t('finding.place', { file: finding.file, line: finding.line })}
            </span>
            {inEnglish ? <span className="finding-message">{finding.message}</span> : null}
          </li>
        ))}
      </ul>
      {rest > 0 ? (
        <Button look="quiet" className="finding-more" onPress={() => setMost(most + MORE)}>
          {t('finding.more', { count: Math.min(rest, MORE) })}
        </Button>
      ) : null}
      {inEnglish ? null : (
        <details className="finding-details">
          <summary>{t('finding.details')}</summary>
          <ul lang="en">
            {shown.map((finding, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <li key={i}>{finding.message}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

import './search.css'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTopic } from '../../store/use-store.ts'
import { Notice } from '../../ui/notice.tsx'
import { HitList } from './hit-list.tsx'
import { QueryFields } from './query-fields.tsx'
import { ReplaceDialog } from './replace-dialog.tsx'
import type { SearchSession } from './search-session.ts'

interface SearchPanelProps {
  session: SearchSession
  /** Closes the panel; the focus goes back to the rows. */
  onClose: () => void
}

/** Find and replace: what is looked for and where, and below it every hit with its surroundings. */
export function SearchPanel({ session, onClose }: SearchPanelProps) {
  const { t } = useTranslation()
  const answer = useTopic(session, 'answer', () => session.answer)
  const asked = useTopic(session, 'asked', () => session.asked)
  const [isPreviewed, setPreviewed] = useState(false)
  const find = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)

  useEffect(() => {
    return session.subscribe('focus', () => requestAnimationFrame(() => find.current?.select()))
  }, [session])

  return (
    <section className="search-panel" aria-label={t('search.title')}>
      <QueryFields
        session={session}
        find={find}
        onDown={() => list.current?.focus()}
        onReplaceAll={() => setPreviewed(true)}
        onClose={onClose}
      />
      {answer.state === 'tooLong' ? (
        <Notice tone="warn" title={t('search.tooLong')}>
          {t('search.tooLongAdvice')}
        </Notice>
      ) : null}
      <HitList session={session} hits={answer.hits} list={list} onUp={() => find.current?.focus()} />
      {isPreviewed && asked.text !== '' ? <ReplaceDialog session={session} onClose={() => setPreviewed(false)} /> : null}
    </section>
  )
}

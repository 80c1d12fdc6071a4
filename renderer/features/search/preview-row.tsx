import { Check } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Checkbox } from 'react-aria-components/Checkbox'
import { useTranslation } from 'react-i18next'
import type { Unit } from '../../../shared/model/records.ts'
import { replaceRich } from '../../../shared/search/replacement.ts'
import type { Hit } from '../../../shared/search/search-index.ts'
import { plainText } from '../../../shared/text/rich-text.ts'
import { formatNumber } from '../../ui/format.ts'
import { WordDiff } from '../../ui/word-diff.tsx'
import type { SearchSession } from './search-session.ts'

interface PreviewRowProps {
  session: SearchSession
  hit: Hit
  isChosen: boolean
  onToggle: () => void
}

/** A row as it would become, word by word, to be left out. */
export function PreviewRow({ session, hit, isChosen, onToggle }: PreviewRowProps) {
  const { t, i18n } = useTranslation()
  const { store, matcher, asked } = session
  const { documentId, unitId } = hit
  const [unit, setUnit] = useState<Unit | null>(() => store.unit(documentId, unitId))
  useEffect(() => {
    let isShown = true
    store.readUnit(documentId, unitId).then((read) => isShown && setUnit(read), session.onFailure)
    return () => {
      isShown = false
    }
  }, [session, store, documentId, unitId])

  const row = (store.records.outlines.get(documentId)?.indexOf(unitId) ?? -1) + 1
  const place = [t('search.row', { row: formatNumber(row, i18n.language) })]
  if (asked.place === 'project') place.unshift(store.records.documents.get(documentId)?.name ?? '')
  const before = unit ? plainText(unit.target) : ''
  const replaced = unit && matcher ? replaceRich(unit.target, matcher.replacementsIn(before, asked.replacement)) : null
  const isLocked = unit?.locked === true
  return (
    <Checkbox className="replace-choice" isSelected={isChosen && !isLocked} isDisabled={isLocked} onChange={onToggle}>
      <span className="replace-box" aria-hidden>
        <Check size={12} />
      </span>
      <span className="replace-text">
        <span className="hit-place numeric">
          {place.join(' · ')}
          {isLocked ? <span className="warn">{t('search.locked')}</span> : null}
          {replaced && replaced.kept > 0 ? <span className="warn">{t('search.placeholdersStay', { count: replaced.kept })}</span> : null}
        </span>
        {replaced ? (
          <WordDiff before={before} after={isLocked ? before : plainText(replaced.text)} lang={store.records.project.targetLanguage} />
        ) : null}
      </span>
    </Checkbox>
  )
}

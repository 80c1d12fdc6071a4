import { CaseSensitive, ChevronDown, ChevronUp, Regex, WholeWord } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useTopic } from '../../store/use-store.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { useKeyOf } from '../../ui/keys-in-force.ts'
import type { SearchSession } from './search-session.ts'

/** How it is looked for, and the way to the hit before and the next. */
export function QueryToggles({ session }: { session: SearchSession }) {
  const { t } = useTranslation()
  const asked = useTopic(session, 'asked', () => session.asked)
  const { hits } = useTopic(session, 'answer', () => session.answer)
  const previousKey = useKeyOf('search.previous')
  const nextKey = useKeyOf('search.next')
  const isIdle = hits.length === 0
  return (
    <div className="search-line toggles">
      <IconButton
        label={t('search.case')}
        icon={<CaseSensitive size={16} aria-hidden />}
        isPressed={asked.case}
        onPress={() => session.ask({ case: !asked.case })}
      />
      <IconButton
        label={t('search.diacritics')}
        icon={<span aria-hidden>ä</span>}
        isPressed={asked.diacritics || asked.regex}
        isDisabled={asked.regex}
        onPress={() => session.ask({ diacritics: !asked.diacritics })}
      />
      <IconButton
        label={t('search.word')}
        icon={<WholeWord size={16} aria-hidden />}
        isPressed={asked.word}
        onPress={() => session.ask({ word: !asked.word })}
      />
      <IconButton
        label={t('search.regex')}
        icon={<Regex size={15} aria-hidden />}
        isPressed={asked.regex}
        onPress={() => session.ask({ regex: !asked.regex })}
      />
      <span className="search-gap" />
      <IconButton
        label={t('search.previous')}
        {...(previousKey === undefined ? {} : { shortcut: previousKey })}
        icon={<ChevronUp size={15} aria-hidden />}
        isDisabled={isIdle}
        onPress={() => session.step(-1)}
      />
      <IconButton
        label={t('search.next')}
        {...(nextKey === undefined ? {} : { shortcut: nextKey })}
        icon={<ChevronDown size={15} aria-hidden />}
        isDisabled={isIdle}
        onPress={() => session.step(1)}
      />
    </div>
  )
}

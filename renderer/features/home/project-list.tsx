import { X } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectEntry } from '../../../shared/host/contract.ts'
import { daysBetween, formatDay, formatTime } from '../../ui/format.ts'
import type { Translate } from '../../ui/i18n.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { ownLanguageName } from '../../ui/languages.ts'

export interface ProjectListProps {
  projects: readonly ProjectEntry[]
  onOpen: (entry: ProjectEntry) => void
  onForget: (entry: ProjectEntry) => void
}

/** Projects by when they were opened last; one that is gone can only be taken off the list. */
export function ProjectList({ projects, onOpen, onForget }: ProjectListProps) {
  const { t, i18n } = useTranslation()
  const list = useRef<HTMLUListElement>(null)
  const now = new Date()
  return (
    <ul className="project-list" aria-label={t('home.projects')} ref={list} onKeyDown={(event) => moveFocus(event, list.current)}>
      {projects.map((entry) => (
        <li key={entry.token} className={entry.missing ? 'project missing' : 'project'}>
          {entry.missing ? (
            <div className="project-open">
              <Name entry={entry} />
              <span className="project-when" title={t('home.missingHint')}>
                {t('home.missing')}
              </span>
            </div>
          ) : (
            <button type="button" className="project-open" onClick={() => onOpen(entry)}>
              <Name entry={entry} />
              <span className="project-when">{whenOpened(t, entry.openedAt, now, i18n.language)}</span>
            </button>
          )}
          {entry.missing ? (
            <IconButton
              label={t('home.forgetNamed', { name: entry.name })}
              icon={<X size={15} aria-hidden />}
              onPress={() => onForget(entry)}
            />
          ) : null}
        </li>
      ))}
    </ul>
  )
}

function Name({ entry }: { entry: ProjectEntry }) {
  const { t } = useTranslation()
  const pair = { source: ownLanguageName(entry.sourceLanguage), target: ownLanguageName(entry.targetLanguage) }
  return (
    <span className="project-face">
      <span className="project-name">{entry.name}</span>
      <span className="project-pair">{t('common.pair', pair)}</span>
      <span className="project-place">{entry.place}</span>
    </span>
  )
}

/** “Today, 14:05”, “Yesterday, 9:30”, “12 Mar 2026”. */
export function whenOpened(t: Translate, openedAt: string | null, now: Date, language: string): string {
  if (openedAt === null) return t('home.never')
  const time = new Date(openedAt)
  const days = daysBetween(time, now)
  const clock = { time: formatTime(time, language) }
  if (days <= 0) return t('home.today', clock)
  return days === 1 ? t('home.yesterday', clock) : formatDay(time, language)
}

/** Up and down go through the projects, Home and End to the first and the last. */
function moveFocus(event: KeyboardEvent, list: HTMLUListElement | null): void {
  const buttons = [...(list?.querySelectorAll<HTMLButtonElement>('button.project-open') ?? [])]
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
  if (at < 0 || to === undefined) return
  event.preventDefault()
  buttons[to]?.focus()
}

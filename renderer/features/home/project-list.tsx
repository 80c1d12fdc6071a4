import { Ellipsis, X } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectEntry } from '../../../shared/host/contract.ts'
import { daysBetween, formatDay, formatTime } from '../../ui/format.ts'
import type { Translate } from '../../ui/i18n.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { ownLanguageName } from '../../ui/languages.ts'
import { type MenuAction, MenuButton } from '../../ui/menu.tsx'
import { walkButtons } from '../../ui/walk-buttons.ts'

export interface ProjectListProps {
  projects: readonly ProjectEntry[]
  onOpen: (entry: ProjectEntry) => void
  onForget: (entry: ProjectEntry) => void
  /** Where projects go unless another folder is chosen: what lies there is always in the list. */
  projectsFolder: string
  onBackups?: ((entry: ProjectEntry) => void) | undefined
  onCheck?: ((entry: ProjectEntry) => void) | undefined
}

/** Projects by when they were opened last; one that is gone can only be taken off the list. */
export function ProjectList({ projects, onOpen, onForget, projectsFolder, onBackups, onCheck }: ProjectListProps) {
  const { t, i18n } = useTranslation()
  const list = useRef<HTMLUListElement>(null)
  const now = new Date()
  // What is gone may be its project.json alone: the rest of the folder can still be restored or repaired.
  const actionsFor = (entry: ProjectEntry): MenuAction[] => [
    ...(entry.missing ? [] : [{ id: 'open', label: t('projectMenu.open'), onAction: () => onOpen(entry) }]),
    ...(onBackups ? [{ id: 'backups', label: t('projectMenu.backups'), onAction: () => onBackups(entry) }] : []),
    ...(onCheck ? [{ id: 'check', label: t('projectMenu.check'), onAction: () => onCheck(entry) }] : []),
    // It would be back at once: the projects folder is looked through each time.
    ...(entry.missing || isInside(entry.place, projectsFolder)
      ? []
      : [{ id: 'forget', label: t('home.forget'), onAction: () => onForget(entry) }]),
  ]
  return (
    <ul
      className="project-list"
      aria-label={t('home.projects')}
      ref={list}
      onKeyDown={(event) => walkButtons(event, list.current, 'button.project-open')}
    >
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
          <ProjectMenu name={entry.name} actions={actionsFor(entry)} />
        </li>
      ))}
    </ul>
  )
}

/** The group tells whose menu it is, since every project has one of the same name. */
function ProjectMenu({ name, actions }: { name: string; actions: readonly MenuAction[] }) {
  const { t } = useTranslation()
  if (actions.length === 0) return null
  return (
    <span role="group" aria-label={name}>
      <MenuButton label={t('projectMenu.label')} groups={[{ id: 'project', actions }]}>
        <Ellipsis size={16} aria-hidden />
      </MenuButton>
    </span>
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

/** Whether a project's folder lies directly in another. */
export function isInside(place: string, folder: string): boolean {
  const parts = (path: string) => path.split(/[\\/]/).filter((part) => part !== '')
  return parts(place).slice(0, -1).join('/') === parts(folder).join('/')
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

import './home.css'
import { BookOpen, FilePlus2, FolderOpen, Settings, TextQuote } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileGrant, Host, ProjectEntry, Result } from '../../../shared/host/contract.ts'
import { HostFailure } from '../../../shared/host/errors.ts'
import { DropArea } from '../../ui/drop-area.tsx'
import { errorText, type Failure } from '../../ui/error-text.ts'
import { grantDropped, pickFiles, releaseFiles } from '../../ui/file-picker.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { toasts } from '../../ui/toast-queue.ts'
import { HomeEmpty } from './home-empty.tsx'
import { NewProjectDialog } from './new-project-dialog.tsx'
import { ProjectList } from './project-list.tsx'
import { mayBeText } from './project-name.ts'

export interface HomeProps {
  host: Host
  info: Result<'appInfo'>
  onOpen: (entry: ProjectEntry) => void
  /** A project was made; `then` are the texts to import into it next, still held by the host. */
  onCreated: (entry: ProjectEntry, then?: FileGrant[]) => void
  onSample: () => void
  onSettings: () => void
  /** Shows the backups of a project. */
  onBackups?: (entry: ProjectEntry) => void
  /** Checks a project. */
  onCheck?: (entry: ProjectEntry) => void
  /** Something lies over the whole screen: when it goes, the list is read anew, since it may have made a project. */
  isCovered?: boolean
  /** Texts the program was asked to open: the same as choosing them by “Import a text”. */
  files?: FileGrant[]
  /** Begins a new project at once. */
  begin?: boolean
}

/** The first screen: the projects there are, and the ways to begin one. */
export function Home(props: HomeProps) {
  const { host, info, onOpen, onCreated, onSample, onSettings, onBackups, onCheck, isCovered = false, files, begin = false } = props
  const { t } = useTranslation()
  const [projects, setProjects] = useState<readonly ProjectEntry[] | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  // The texts of the project being made; an empty list for a bare one, null while the dialog is closed.
  const [making, setMaking] = useState<FileGrant[] | null>(files ?? (begin ? [] : null))
  const hasDialogs = info.edition === 'desktop'

  const refresh = useCallback(async () => {
    const listed = await host.listProjects({})
    if (listed.ok) setProjects(listed.value)
    else setFailure(listed.error)
  }, [host])
  // biome-ignore lint/correctness/useExhaustiveDependencies: read anew, too, when what lay over it goes
  useEffect(() => {
    void refresh()
    const again = () => void refresh()
    window.addEventListener('focus', again)
    return () => window.removeEventListener('focus', again)
  }, [refresh, isCovered])

  const attempt = async (work: () => Promise<void>) => {
    setFailure(null)
    try {
      await work()
    } catch (error) {
      setFailure(error instanceof HostFailure ? error.error : { code: 'internal' })
    }
  }
  const importText = () =>
    attempt(async () => {
      const picked = await pickFiles(host)
      if (picked !== null && picked.length > 0) setMaking(picked)
    })
  const importDropped = (dropped: File[]) =>
    attempt(async () => {
      const texts = dropped.filter(mayBeText)
      if (texts.length < dropped.length) toasts.add({ text: t('home.notText'), tone: 'error' })
      if (texts.length > 0) setMaking(await grantDropped(host, texts))
    })
  const openProject = () =>
    attempt(async () => {
      const picked = await host.pickProject({})
      if (!picked.ok) throw new HostFailure(picked.error)
      if (picked.value !== null) onOpen(picked.value)
    })
  // The menu's commands, where a menu is.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what they do depends on the host alone
  useEffect(
    () =>
      host.subscribe('command', ({ id }) => {
        if (id === 'project.new') setMaking([])
        else if (id === 'project.open') void openProject()
        else if (id === 'document.import') void importText()
      }),
    [host],
  )
  const forget = (entry: ProjectEntry) =>
    attempt(async () => {
      const forgotten = await host.forgetProject({ project: entry.token })
      if (!forgotten.ok) throw new HostFailure(forgotten.error)
      if (!entry.missing) toasts.add({ text: t('projectMenu.forgotten', { name: entry.name, place: entry.place }) })
      await refresh()
    })
  const stopMaking = () => {
    void releaseFiles(host, making ?? [])
    setMaking(null)
  }

  const problem = failure === null ? null : errorText(t, failure)
  const latest = projects?.find((entry) => !entry.missing)
  return (
    <DropArea className="home" onFiles={(dropped) => void importDropped(dropped)} prompt={t('home.dropTitle')} isDisabled={making !== null}>
      <header className="home-head">
        <b>Egiz</b>
        <span className="muted home-tagline">{t('home.tagline')}</span>
        <IconButton label={t('home.settings')} icon={<Settings size={16} aria-hidden />} onPress={onSettings} />
      </header>
      <nav className="home-actions" aria-label={t('home.actions')}>
        <h2 className="section-title">{t('home.actions')}</h2>
        <Action icon={<FilePlus2 size={16} aria-hidden />} label={t('home.new')} onPress={() => setMaking([])} />
        {hasDialogs ? (
          <Action icon={<FolderOpen size={16} aria-hidden />} label={t('home.open')} onPress={() => void openProject()} />
        ) : null}
        <Action icon={<TextQuote size={16} aria-hidden />} label={t('home.import')} onPress={() => void importText()} />
        <Action icon={<BookOpen size={16} aria-hidden />} label={t('home.sample')} onPress={onSample} />
      </nav>
      <main className="home-paper">
        <div className="home-column">
          {problem === null ? null : (
            <Notice tone="error" title={problem.title} action={{ label: t('common.close'), onPress: () => setFailure(null) }}>
              {problem.advice}
            </Notice>
          )}
          {projects === null && failure === null ? <p className="muted">{t('home.loading')}</p> : null}
          {projects !== null && projects.length > 0 ? (
            <>
              <h1 className="section-title">{t('home.projects')}</h1>
              <ProjectList
                projects={projects}
                onOpen={onOpen}
                onForget={(entry) => void forget(entry)}
                projectsFolder={info.projectsFolder}
                onBackups={onBackups}
                onCheck={onCheck}
              />
            </>
          ) : null}
          {projects !== null && projects.length === 0 ? <HomeEmpty /> : null}
          {projects === null ? null : (
            <p className="hint home-where">{t(projects.length > 0 ? 'home.where' : 'home.whereEmpty', { place: info.projectsFolder })}</p>
          )}
        </div>
      </main>
      {making === null ? null : (
        <NewProjectDialog
          host={host}
          projectsFolder={info.projectsFolder}
          canChooseFolder={hasDialogs}
          files={making}
          languages={{ source: latest?.sourceLanguage ?? 'kk', target: latest?.targetLanguage ?? 'en' }}
          onCreated={(entry) => {
            setMaking(null)
            if (making.length === 0) onCreated(entry)
            else onCreated(entry, making)
          }}
          onClose={stopMaking}
        />
      )}
    </DropArea>
  )
}

function Action({ icon, label, onPress }: { icon: ReactNode; label: string; onPress: () => void }) {
  return (
    <button type="button" className="home-action" onClick={onPress}>
      {icon}
      {label}
    </button>
  )
}

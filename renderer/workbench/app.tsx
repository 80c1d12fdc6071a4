import type { TFunction } from 'i18next'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileGrant, Host, ProjectEntry, Result, Settings } from '../../shared/host/contract.ts'
import { HostFailure, unwrap } from '../../shared/host/errors.ts'
import { egizShortcuts, keymapOf } from '../../shared/keys/keymap.ts'
import { obtainable } from '../../shared/keys/reserved.ts'
import { newId } from '../../shared/model/ids.ts'
import { Home } from '../features/home/home.tsx'
import { type OpenedStore, openStore } from '../store/opening.ts'
import { formatDay, formatTime } from '../ui/format.ts'
import { setLanguage } from '../ui/i18n.ts'
import { isMac } from '../ui/kbd.tsx'
import { setKeysInForce } from '../ui/keys-in-force.ts'
import { applyTheme, shownTheme } from '../ui/theme.ts'
import { toasts } from '../ui/toast-queue.ts'
import { type AppDialog, AppDialogs } from './app-dialogs.tsx'
import { commands } from './commands.ts'
import { EndedDialog } from './ended-dialog.tsx'
import { failureText } from './failure.ts'
import type { Layout } from './layout.ts'
import { noticeText } from './notices.ts'
import { createSampleProject, fillSample } from './sample-project.ts'
import { clientName, holdProject } from './single-tab.ts'
import { Workbench } from './workbench.tsx'

type Info = Result<'appInfo'>
type Screen =
  | { at: 'starting' }
  | { at: 'home' }
  | { at: 'opening'; entry: ProjectEntry }
  | { at: 'open'; entry: ProjectEntry; opened: OpenedStore; release: () => void; files: readonly FileGrant[] }

const defaults: Settings = { theme: 'system', language: null, author: '' }

/** Which screen is shown: home, or an open project. */
export function App({ host }: { host: Host }) {
  const { t, i18n } = useTranslation()
  const [info, setInfo] = useState<Info | null>(null)
  const [settings, setSettings] = useState(defaults)
  const [screen, setScreen] = useState<Screen>({ at: 'starting' })
  const [dialog, setDialog] = useState<AppDialog | null>(null)
  const [begin, setBegin] = useState(false)
  const [dark, setDark] = useState(false)
  const author = useRef('')
  const latest = useRef(settings)
  const keeping = useRef<Promise<unknown>>(Promise.resolve())
  const open = useRef<Extract<Screen, { at: 'open' }> | null>(null)
  open.current = screen.at === 'open' ? screen : null
  const shownDialog = useRef(dialog)
  shownDialog.current = dialog
  author.current = settings.author
  latest.current = settings

  const report = useCallback((error: unknown) => toasts.add({ tone: 'error', text: failureText(t, error) }), [t])

  const apply = useCallback(async (next: Settings, locale: string) => {
    setSettings(next)
    applyTheme(next.theme)
    setDark(shownTheme() === 'dark')
    await setLanguage(next.language, locale)
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: in another language commands without keys are named otherwise
  useEffect(() => {
    if (!info) return
    const edition = info.edition === 'desktop' ? 'desktop' : 'browser'
    setKeysInForce(obtainable(keymapOf(commands, settings.shortcuts ?? egizShortcuts), { edition, mac: isMac }))
  }, [info, settings.shortcuts, i18n.language])

  const save = async (next: Settings) => {
    try {
      await apply(unwrap(await host.setSettings({ settings: next })), info?.locale ?? navigator.language)
    } catch (error) {
      report(error)
    }
  }

  /** A layout is shown at once, and kept in the order in which layouts were chosen: keys come faster than answers. */
  const keepLayout = useCallback(
    (layout: Layout) => {
      const next = { ...latest.current, layout: { ...latest.current.layout, ...layout } }
      latest.current = next
      setSettings(next)
      keeping.current = keeping.current.then(async () => unwrap(await host.setSettings({ settings: next }))).catch(report)
    },
    [host, report],
  )

  /** Puts the open project away; one that is opened again at once need not be told of. */
  const leave = useCallback(
    async (isBack = false) => {
      const now = open.current
      if (!now) return
      const { store } = now.opened
      store.beforeUndo()
      await store.close()
      if (store.status.pending > 0 && !isBack)
        toasts.add({ tone: 'error', text: t('workbench.closedUnsaved', { count: store.status.pending }) })
      now.release()
      open.current = null
      document.title = 'Egiz'
      setScreen({ at: 'home' })
    },
    [t],
  )

  const enter = useCallback(
    async (entry: ProjectEntry, then: Then = {}) => {
      await leave(entry.place === open.current?.entry.place)
      setBegin(false)
      setDialog(null)
      const busy: AppDialog = { what: 'busy', entry, openHere: () => void enter(entry, { ...then, takeOver: true }) }
      const stolen = () => open.current?.opened.store.end('elsewhere')
      const held = await holdProject(entry, then.takeOver ?? false, stolen)
      if (!held) {
        setDialog(busy)
        return
      }
      setScreen({ at: 'opening', entry })
      try {
        const opened = await openStore(host, entry, {
          client: clientName(() => newId(20)),
          takeOver: then.takeOver ?? false,
          author: () => author.current,
          choose: (conflict) => new Promise((answer) => setDialog({ what: 'conflict', entry, conflict, answer })),
          labels: labelsOf(t, i18n.language),
        })
        setDialog(null)
        if (!opened) {
          held.release()
          setScreen({ at: 'home' })
          return
        }
        await then.fill?.(opened)
        document.title = `${opened.store.records.project.name} – Egiz`
        for (const notice of opened.notices) toasts.add({ text: noticeText(t, notice) })
        setScreen({ at: 'open', entry, opened, release: held.release, files: then.files ?? [] })
      } catch (error) {
        held.release()
        setScreen({ at: 'home' })
        const failure = error instanceof HostFailure ? error.error : null
        if (failure?.code === 'busy') setDialog(busy)
        else if (failure?.code === 'damaged') setDialog({ what: 'damaged', entry, error: failure })
        else {
          setDialog(null)
          report(error)
        }
      }
    },
    [host, leave, report, t, i18n],
  )

  const takeRequests = useCallback(async () => {
    for (const request of unwrap(await host.takeOpenRequests({}))) {
      if (request.type === 'project') await enter(request.project)
      else setScreen((now) => (now.at === 'open' ? { ...now, files: [request.file] } : now))
      if (request.type === 'file' && !open.current) setFilesForNew([request.file])
    }
  }, [host, enter])
  const [filesForNew, setFilesForNew] = useState<FileGrant[]>([])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the program starts once
  useEffect(() => {
    const start = async () => {
      const told = unwrap(await host.appInfo({}))
      // A browser knows what its person reads; the server's own locale may be another.
      const about = told.edition === 'browser' ? { ...told, locale: navigator.language } : told
      setInfo(about)
      await apply(unwrap(await host.getSettings({})), about.locale)
      setScreen({ at: 'home' })
      await takeRequests()
      void navigator.storage?.persist?.()
    }
    start().catch((error) => {
      setScreen({ at: 'home' })
      report(error)
    })
  }, [])

  useEffect(() => {
    const stops = [
      host.subscribe('sessionLost', ({ session, reason }) => {
        const store = open.current?.opened.store
        if (store?.session === session) store.end(reason === 'folder-gone' ? 'folder-gone' : 'elsewhere')
      }),
      host.subscribe('folderChanged', ({ session }) => {
        const store = open.current?.opened.store
        if (store?.session === session) store.end('changed')
      }),
      host.subscribe('openRequested', () => takeRequests().catch(report)),
      host.subscribe('closing', () => {
        // An opening that waits for an answer is given up: nothing is changed, and the next one asks again.
        if (shownDialog.current?.what === 'conflict') shownDialog.current.answer(null)
        else void leave()
      }),
    ]
    const keep = () => {
      if (document.visibilityState === 'hidden') {
        open.current?.opened.store.beforeUndo()
        void open.current?.opened.store.flush()
      }
    }
    const warn = (event: BeforeUnloadEvent) => {
      open.current?.opened.store.beforeUndo()
      if ((open.current?.opened.store.status.pending ?? 0) > 0 && info?.edition === 'browser') event.preventDefault()
    }
    // Whatever nobody waited for: said once, rather than lost in the console.
    const stray = (event: PromiseRejectionEvent) => report(event.reason)
    window.addEventListener('unhandledrejection', stray)
    // A window that goes away lets its project go, unless something still waits to be saved: then the hold stays for its return.
    const letGo = () => {
      const store = open.current?.opened.store
      if (store && store.status.pending === 0) void host.closeProject({ session: store.session })
    }
    window.addEventListener('pagehide', letGo)
    document.addEventListener('visibilitychange', keep)
    window.addEventListener('beforeunload', warn)
    return () => {
      for (const stop of stops) stop()
      window.removeEventListener('unhandledrejection', stray)
      window.removeEventListener('pagehide', letGo)
      document.removeEventListener('visibilitychange', keep)
      window.removeEventListener('beforeunload', warn)
    }
  }, [host, takeRequests, leave, report, info])

  const openPicked = async () => {
    const picked = await host.pickProject({})
    if (!picked.ok && picked.error.code === 'no-dialog') await leave()
    else if (!picked.ok) report(new HostFailure(picked.error))
    else if (picked.value) await enter(picked.value)
  }
  const theme = () => void save({ ...settings, theme: dark ? 'light' : 'dark' })

  return (
    <>
      {screen.at === 'open' && info ? (
        <Workbench
          key={screen.opened.store.session}
          opened={screen.opened}
          settings={settings}
          dark={dark}
          files={screen.files}
          onFilesTaken={() => setScreen({ ...screen, files: [] })}
          onHome={() => {
            setBegin(false)
            void leave()
          }}
          onNewProject={() => {
            setBegin(true)
            void leave()
          }}
          onOpenProject={() => openPicked().catch(report)}
          onTheme={theme}
          onLayout={keepLayout}
          onAuthor={async (name) => {
            await save({ ...settings, author: name })
            author.current = name
          }}
          onSettings={(page) => setDialog({ what: 'settings', page })}
          onOpenAgain={() => void enter(screen.entry, { takeOver: true })}
          onSafety={(what) => setDialog({ what, entry: screen.entry })}
        />
      ) : screen.at === 'home' && info ? (
        <Home
          host={host}
          info={info}
          key={filesForNew.map((file) => file.token).join()}
          {...(filesForNew.length > 0 ? { files: filesForNew } : {})}
          begin={begin}
          onOpen={(entry) => void enter(entry)}
          onCreated={(entry, files) => {
            setFilesForNew([])
            void enter(entry, { files: files ?? [] })
          }}
          onBackups={(entry) => setDialog({ what: 'backups', entry })}
          onCheck={(entry) => setDialog({ what: 'check', entry })}
          isCovered={dialog !== null}
          onSample={() => createSampleProject(host).then((entry) => enter(entry, { fill: ({ store }) => fillSample(store) }), report)}
          onSettings={() => setDialog({ what: 'settings' })}
        />
      ) : (
        <main className="standalone" aria-busy="true">
          <p role="status">{screen.at === 'opening' ? t('workbench.opening', { name: screen.entry.name }) : ''}</p>
        </main>
      )}
      {info ? (
        <AppDialogs
          dialog={dialog}
          host={host}
          info={info}
          settings={settings}
          session={screen.at === 'open' ? screen.opened.store.session : null}
          onSettings={(next) => void apply(next, info.locale)}
          onOpen={(entry) => void enter(entry)}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {screen.at === 'open' ? (
        <EndedDialog
          store={screen.opened.store}
          onHome={() => void leave()}
          onOpenAgain={() => void enter(screen.entry, { takeOver: true })}
        />
      ) : null}
    </>
  )
}

/** What goes into the name of the side of a conflict that is kept beside. */
function labelsOf(t: TFunction, language: string): { copy: string; folder: string } {
  const now = new Date()
  const when = `${formatDay(now, language)} ${formatTime(now, language)}`
  return { copy: t('opening.copyLabel', { when }), folder: t('opening.folderLabel', { when }) }
}

interface Then {
  files?: readonly FileGrant[]
  takeOver?: boolean
  fill?: (opened: OpenedStore) => Promise<void>
}

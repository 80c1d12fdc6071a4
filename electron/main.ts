import './shell/before-ready.ts'
import { join, resolve } from 'node:path'
import { app } from 'electron'
import { createHost } from './host/host.ts'
import { fileLog } from './host/log.ts'
import { placesOf } from './host/places.ts'
import { createDesktop } from './shell/desktop.ts'
import { nativeDialogs } from './shell/dialogs.ts'
import { holdInstance } from './shell/instance.ts'

// The composition root of the desktop edition: wires the shell to the host.
const { home, projects } = placesOf()
const log = fileLog(join(home, 'egiz.log'))
const desktop = createDesktop({ out: resolve(import.meta.dirname, '..'), home, log })

holdInstance({
  async start(openPath) {
    const host = createHost({
      home,
      projectsFolder: projects,
      version: app.getVersion(),
      edition: 'desktop',
      locale: app.getLocale(),
      dialogs: nativeDialogs({ window: desktop.window, words: desktop.words, projectsFolder: projects }),
      environment: { log },
    })
    openPath((path) => host.requestOpen(path))
    await desktop.start(host)
    return host
  },
  focus: desktop.focus,
  log,
})

import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nodeEnvironment } from '../../electron/host/environment.ts'
import { createHost } from '../../electron/host/host.ts'
import { createProjectFolder } from '../../electron/host/project-creation.ts'
import { unwrap } from '../../shared/host/errors.ts'
import { temporaryFolder } from '../support/temporary.ts'

test('a project folder renamed while a page holds it opens under its new name, and the page is told', async () => {
  const folder = await temporaryFolder()
  const host = createHost({ home: join(folder.path, 'home'), projectsFolder: folder.path, version: '0', edition: 'browser', locale: 'en' })
  try {
    const path = await createProjectFolder(nodeEnvironment(), folder.path, { name: 'Before', sourceLanguage: 'kk', targetLanguage: 'en' })
    const open = async (at: string, client: string) => {
      await host.requestOpen(at)
      const [request] = unwrap(await host.takeOpenRequests({}))
      if (request?.type !== 'project') throw new Error('no project was asked for')
      return host.openProject({ project: request.project.token, client, takeOver: false })
    }
    const first = unwrap(await open(path, 'first'))
    const lost: unknown[] = []
    host.subscribe('sessionLost', (event) => lost.push(event))
    const moved = join(folder.path, 'After.egiz')
    await rename(path, moved)
    const second = await open(moved, 'second')
    expect(second).toMatchObject({ ok: true, value: { file: { id: first.file.id } } })
    expect(lost).toEqual([{ session: first.session, reason: 'folder-gone' }])
  } finally {
    await host.close()
    await folder.remove()
  }
})

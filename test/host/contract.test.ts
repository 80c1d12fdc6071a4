import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createHost } from '../../electron/host/host.ts'
import { startServer } from '../../electron/server/server.ts'
import { hostOver } from '../../renderer/host/binding.ts'
import { createHttpHost } from '../../renderer/host/http.ts'
import { createMemoryHost } from '../../renderer/host/memory.ts'
import { bindHost } from '../../shared/host/binding.ts'
import { temporaryFolder } from '../support/temporary.ts'
import { describeHost } from './contract-suite.ts'

const runner = { describe, test, expect }

async function makeNodeHost() {
  const { path, remove } = await temporaryFolder()
  const host = createHost({ home: join(path, 'home'), projectsFolder: join(path, 'projects'), version: '1.2.3', edition: 'browser' })
  return { host, path, remove }
}

describeHost(
  'the disk, called directly',
  async () => {
    const { host, remove } = await makeNodeHost()
    const bound = hostOver({ call: bindHost(host), on: (event, listener) => host.subscribe(event, listener) })
    return {
      host: bound,
      edition: 'browser',
      noDialogs: true,
      async close() {
        await host.close()
        await remove()
      },
    }
  },
  runner,
)

describeHost(
  'loopback HTTP',
  async () => {
    const { host, path, remove } = await makeNodeHost()
    const server = await startServer({ host, rendererRoot: path, port: 0 })
    const page = createHttpHost({ base: server.origin, token: server.token })
    // Listening from the start, as a page does, so that no event is missed while the stream is being opened.
    page.subscribe('command', () => {})
    return {
      host: page,
      edition: 'browser',
      noDialogs: true,
      async close() {
        page.close()
        await server.close()
        await host.close()
        await remove()
      },
    }
  },
  runner,
)

describeHost('memory', async () => ({ host: createMemoryHost(), edition: 'memory', noDialogs: true, close: async () => {} }), runner)

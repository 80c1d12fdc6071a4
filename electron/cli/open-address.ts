import { spawn } from 'node:child_process'
import type { Io } from './command.ts'

/** Opens an address in the person's own browser; where that fails it is a warning, since the address was printed. */
export function openAddress(address: string, io: Io): Promise<void> {
  const [program, args] = openerOf(process.platform, address)
  return new Promise((done) => {
    const child = spawn(program, args, { detached: true, stdio: 'ignore' })
    child.once('error', (error) => {
      io.err(`warning: no browser could be opened (${error.message}); open the address above yourself`)
      done()
    })
    child.once('spawn', () => {
      child.unref()
      done()
    })
    child.once('exit', (code) => {
      if (code) io.err('warning: no browser could be opened; open the address above yourself')
    })
  })
}

function openerOf(platform: string, address: string): [string, string[]] {
  if (platform === 'darwin') return ['open', [address]]
  // Not `cmd /c start`: it would take & and ^ in the address for its own.
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', address]]
  return ['xdg-open', [address]]
}

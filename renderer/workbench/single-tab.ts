import type { ProjectEntry } from '../../shared/host/contract.ts'

const lockName = (entry: ProjectEntry) => `egiz:${entry.place}/${entry.name}`

/**
 * Holds a project for this window among those of the same browser, as long as the window lives or until `release`. Null where another
 * window has it; `steal` takes it from there.
 */
export async function holdProject(entry: ProjectEntry, steal: boolean, onStolen: () => void): Promise<{ release: () => void } | null> {
  return new Promise((resolve) => {
    let release = () => {}
    const held = new Promise<void>((end) => {
      release = end
    })
    navigator.locks
      .request(lockName(entry), steal ? { steal: true } : { ifAvailable: true }, (lock) => {
        resolve(lock ? { release } : null)
        return lock ? held : undefined
      })
      // Rejects only when another window steals the lock.
      .catch(onStolen)
  })
}

/** A name for this browser profile, kept with its storage: the same browser may take its own hold on a project again after a reload. */
export function clientName(newId: () => string): string {
  const known = localStorage.getItem('egiz:client')
  const name = known ?? newId()
  if (!known) localStorage.setItem('egiz:client', name)
  return name
}

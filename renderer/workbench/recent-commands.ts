const KEY = 'egiz-recent-commands'
const MOST = 6

/** Ids of the commands that were chosen last in the command field, the last one first. */
export function recentCommands(storage: Storage = localStorage): readonly string[] {
  return (storage.getItem(KEY) ?? '').split(' ').filter(Boolean)
}

export function rememberCommand(id: string, storage: Storage = localStorage): void {
  storage.setItem(KEY, [id, ...recentCommands(storage).filter((other) => other !== id)].slice(0, MOST).join(' '))
}

import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

export interface Places {
  /** What is the program's own: settings, recent projects, log, window state. */
  readonly home: string
  /** Where new projects go. */
  readonly projects: string
}

/**
 * Where this person's data is, the same for the desktop, the browser edition and the command. $EGIZ_HOME names another home (tests, a
 * portable copy), with the projects inside it; $EGIZ_PROJECTS another folder for projects.
 */
export function placesOf(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: string = process.platform,
  user: string = homedir(),
): Places {
  const own = env.EGIZ_HOME ? resolve(env.EGIZ_HOME) : null
  const home = own ?? join(configFolder(env, platform, user), 'Egiz')
  const projects = env.EGIZ_PROJECTS
    ? resolve(env.EGIZ_PROJECTS)
    : own
      ? join(own, 'projects')
      : join(documentsFolder(env, platform, user), 'Egiz')
  return { home, projects }
}

function configFolder(env: Readonly<Record<string, string | undefined>>, platform: string, user: string): string {
  if (platform === 'darwin') return join(user, 'Library', 'Application Support')
  if (platform === 'win32') return env.APPDATA || join(user, 'AppData', 'Roaming')
  return env.XDG_CONFIG_HOME || join(user, '.config')
}

// On Linux the folder has a name in the person's language, written in user-dirs.dirs (freedesktop.org xdg-user-dirs).
function documentsFolder(env: Readonly<Record<string, string | undefined>>, platform: string, user: string): string {
  const usual = join(user, 'Documents')
  if (platform === 'darwin' || platform === 'win32') return usual
  const list = join(configFolder(env, platform, user), 'user-dirs.dirs')
  const named = existsSync(list) ? /^XDG_DOCUMENTS_DIR="(.*)"$/m.exec(readFileSync(list, 'utf8'))?.[1] : undefined
  return named ? resolve(named.replace(/^\$HOME/, user)) : usual
}

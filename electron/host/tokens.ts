import { fail } from '../../shared/host/errors.ts'
import { newId } from '../../shared/model/ids.ts'

/** What a token stands for. Paths are absolute, and stay on this side. */
export type Granted =
  | { readonly kind: 'project'; readonly path: string }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'save'; readonly path: string }
  | { readonly kind: 'file'; readonly path: string; readonly name: string; readonly upload: boolean }

/** The names by which a page may speak of files: 32 random characters, each bound to one path that a person chose. */
export class Tokens {
  readonly #granted = new Map<string, Granted>()
  readonly #byPath = new Map<string, string>()

  /** The same project or folder gets the same token as before. */
  grant(granted: Granted): string {
    const key = `${granted.kind} ${granted.path}`
    const known = granted.kind === 'project' || granted.kind === 'folder' ? this.#byPath.get(key) : undefined
    if (known) return known
    const token = newId(32)
    this.#granted.set(token, granted)
    this.#byPath.set(key, token)
    return token
  }

  /** @throws HostFailure `unknown-token` where it was not granted here, for this kind of thing, or was let go. */
  take<K extends Granted['kind']>(token: string, kind: K): Extract<Granted, { kind: K }> {
    const granted = this.#granted.get(token)
    if (granted?.kind !== kind) {
      fail('unknown-token', `This ${kind} is no longer known to the program. Choose it again.`, { kind })
    }
    return granted as Extract<Granted, { kind: K }>
  }

  release(token: string): void {
    this.#granted.delete(token)
  }
}

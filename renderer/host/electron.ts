import type { Host } from '../../shared/host/contract.ts'
import { hostOver, type Transport } from './binding.ts'

declare global {
  interface Window {
    /** What the preload exposes in the desktop edition; absent in a browser. */
    readonly host?: Transport
  }
}

/** The host of the desktop edition, behind Electron's IPC. */
export function createElectronHost(bridge: Transport): Host {
  return hostOver(bridge)
}

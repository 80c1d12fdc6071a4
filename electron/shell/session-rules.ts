import type { Session, WebContents } from 'electron'
import { isAllowedPermission, isAllowedRequest, isOwnPage } from './origin.ts'

/** Switches off what Chromium would do on the network by itself, and name resolution as a whole. Must run before Electron is ready. */
export function refuseNetwork(commandLine: { appendSwitch(name: string, value?: string): void }): void {
  commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  for (const name of ['disable-background-networking', 'disable-component-update', 'disable-domain-reliability', 'no-pings']) {
    commandLine.appendSwitch(name)
  }
}

/** Offline and alone: the page gets its own files, two harmless permissions, and nothing else. */
export function ruleSession(session: Session, development: boolean): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isAllowedRequest(details.url, development) })
  })
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(isAllowedPermission(permission, details.requestingUrl))
  })
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) => isAllowedPermission(permission, requestingOrigin))
  session.setDevicePermissionHandler(() => false)
  session.setSpellCheckerEnabled(false)
  // Files leave through the save dialog and the host, never as a download.
  session.on('will-download', (event) => event.preventDefault())
}

/** Keeps a page where it is: no navigation away, no new windows, no webviews, no peer connections. */
export function ruleContents(contents: WebContents): void {
  const stay = (event: { preventDefault(): void; url: string }) => {
    if (!isOwnPage(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-redirect', stay)
  // A frame inside the page has nowhere to go at all.
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOwnPage(event.url)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}

import './ui/zod-config.ts'
import { createRoot } from 'react-dom/client'
import { createElectronHost } from './host/electron.ts'
import { createHttpHost } from './host/http.ts'
import { takeToken } from './host/token.ts'
import { UiProvider } from './ui/provider.tsx'
import { App } from './workbench/app.tsx'
import { ErrorBoundary } from './workbench/error-boundary.tsx'
import { NoToken } from './workbench/no-token.tsx'

const token = window.host ? null : takeToken(location, history, sessionStorage)
const host = window.host ? createElectronHost(window.host) : token ? createHttpHost({ base: location.origin, token }) : null

createRoot(document.getElementById('root')!).render(
  <UiProvider>
    <ErrorBoundary>{host ? <App host={host} /> : <NoToken />}</ErrorBoundary>
  </UiProvider>,
)

import './zod-config.ts'
import { SearchAnswering } from './search-answering.ts'
import type { SearchRequest } from './search-protocol.ts'

// Lives as long as the project is open: it keeps the texts, so that a question is answered while it is typed.
const { port1, port2 } = new MessageChannel()
const waiting: (() => void)[] = []
port1.onmessage = () => waiting.shift()?.()

const answering = new SearchAnswering(
  (message) => self.postMessage(message),
  () =>
    new Promise((resolve) => {
      // A timer would wait some milliseconds each time.
      waiting.push(resolve)
      port2.postMessage(null)
    }),
)
self.addEventListener('message', (event: MessageEvent<SearchRequest>) => answering.take(event.data))

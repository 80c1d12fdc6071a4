import { app } from 'electron'
import { placesOf } from '../host/places.ts'
import { registerAppScheme } from './protocol.ts'
import { refuseNetwork } from './session-rules.ts'

// What Electron must be told before it is ready, said when this module is loaded. It is also built as a file of its own, for
// `electron -r`: a runtime may load the program itself only once it is ready.
if (app.isReady()) {
  process.stderr.write(
    `Egiz was loaded too late for a page with storage. Start it with npm start, or with: electron -r ${__filename} FOLDER\n`,
  )
  app.exit(3)
} else {
  app.setPath('userData', placesOf().home)
  // Root has started it with --no-sandbox, or it would not run at all: the two together end every child process.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  registerAppScheme()
  refuseNetwork(app.commandLine)
}

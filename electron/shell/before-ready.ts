import { app } from 'electron'
import { placesOf } from '../host/places.ts'
import { registerAppScheme } from './protocol.ts'
import { refuseNetwork } from './session-rules.ts'

// What Electron must be told before it is ready, said when this module is loaded. It is also built as a file of its own, for
// `electron -r`: a runtime may load the program itself only once it is ready.
if (app.isReady()) {
  // Too late: the page would have no storage. Start again, the right way round.
  app.relaunch({ args: ['-r', __filename, ...process.argv.slice(1)] })
  app.exit(0)
} else {
  app.setPath('userData', placesOf().home)
  // Root has started it with --no-sandbox, or it would not run at all: the two together end every child process.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  registerAppScheme()
  refuseNetwork(app.commandLine)
}

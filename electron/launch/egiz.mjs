#!/usr/bin/env node
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectRoot, SetupError, setUp } from './setup.mjs'

// The `egiz` command from a checkout: makes it ready, then hands over in the same process.
try {
  await setUp()
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  process.stderr.write(`egiz: ${error.message}\n`)
  process.exit(3)
}
await import(pathToFileURL(join(projectRoot, 'out', 'main', 'egiz.cjs')).href)

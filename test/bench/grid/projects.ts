import { mkdirSync } from 'node:fs'
import type { App } from '../app.ts'
import type { Bench } from '../benchmark.ts'

/** Rows of the projects that are compared, of about 60 words each, a tenth tagged. */
export const SIZES = [100, 10_000, 100_000] as const

export const projectOf = (size: number) => `Grid of ${size} rows`
export const rowsOf = (size: number) => `${size.toLocaleString('en-GB')} rows`

export const makeFolder = (app: App) => mkdirSync(app.projects, { recursive: true })

/** Makes a project of each size where the program looks for them. */
export async function makeProjects(bench: Bench, app: App, sizes: readonly number[]): Promise<void> {
  for (const size of sizes) await bench.child('grid-child', app.projects, projectOf(size), String(size))
}

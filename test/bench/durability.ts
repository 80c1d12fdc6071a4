import type { Benchmark } from './benchmark.ts'
import { acknowledging } from './durability/acknowledging.ts'
import { compacting } from './durability/compacting.ts'
import { opening } from './durability/opening.ts'
import { typing } from './durability/typing.ts'
import { year } from './durability/year.ts'

/** What it costs that no word is lost: time until an edit is safe, time to open after a crash, and room on the disk. */
export const durability: Benchmark = { name: 'durability', parts: [acknowledging, typing, compacting, opening, year] }

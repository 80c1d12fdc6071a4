import type { Benchmark } from './benchmark.ts'
import { exporting } from './documents/exporting.ts'
import { gold } from './documents/gold.ts'
import { page } from './documents/page.ts'
import { paragraphs } from './documents/paragraphs.ts'
import { reading } from './documents/reading.ts'

/** Texts in, paragraphs found, bilingual documents out. */
export const documents: Benchmark = { name: 'documents', parts: [gold, paragraphs, reading, exporting, page] }

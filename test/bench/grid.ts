import type { Benchmark } from './benchmark.ts'
import { longParagraph } from './grid/long-paragraph.ts'
import { opening } from './grid/opening.ts'
import { scrolling } from './grid/scrolling.ts'
import { working } from './grid/working.ts'
import { answering, searching } from './search-part.ts'

/** What working in the rows costs, and that it costs the same in a long document as in a short one. */
export const grid: Benchmark = { name: 'grid', parts: [working, scrolling, opening, longParagraph, answering, searching] }

import { Random } from '../support/corpora/random.ts'
/** What the person was doing when the kill came. */
export const phases = [
  'typing',
  'tagging',
  'confirming',
  'splitting',
  'joining',
  'undoing',
  'importing',
  'removing',
  'exporting',
  'compacting',
  'backing-up',
  'migrating',
  'restoring',
  'opening',
  'idle',
] as const
export type Phase = (typeof phases)[number]

/** What is killed: the page's process is its renderer; `both` is the server and the whole browser; `desktop` the desktop edition's main process. */
export const victims = ['server', 'page', 'browser', 'both', 'desktop'] as const
export type Victim = (typeof victims)[number]
const ofBrowserEdition: readonly Victim[] = ['server', 'page', 'browser', 'both']

/** One run: what is done before the kill, when the kill comes and whom it hits. All of it follows from the seed. */
export interface Plan {
  readonly seed: number
  /** Which of the projects there are. */
  readonly project: number
  readonly before: readonly Phase[]
  readonly phase: Phase
  readonly victim: Victim
  /** What brings the kill: time, or that changes were just sent to the host, or just acknowledged by it. */
  readonly trigger: 'time' | 'sent' | 'acknowledged'
  /** Where time does: as a share of the time the step usually takes. */
  readonly moment: number
  /** Where the server works on files by itself: after how many signs of that work; see signs.ts. */
  readonly signs: number
  /** While migrating: a project that an earlier version wrote, not one of our own put back into that version's format. */
  readonly frozen: boolean
  /** After opening again, one step is undone and done again. */
  readonly undoes: boolean
  /** The browser's storage is gone as well: only the folder is left. */
  readonly forgets: boolean
  /** Where the page outlives the server: it is loaded anew; otherwise it is closed and another opened. */
  readonly reloads: boolean
  /** For the steps themselves. */
  readonly random: Random
}

// Runs that follow on each other take these in turn, so that a few have something of everything. What works on many files, being the most
// delicate, and typing, being most of the work, come more often.
const turns: readonly Phase[] = [
  'typing',
  'compacting',
  'splitting',
  'backing-up',
  'importing',
  'migrating',
  'undoing',
  'opening',
  'restoring',
  'typing',
  'removing',
  'compacting',
  'joining',
  'backing-up',
  'tagging',
  'migrating',
  'exporting',
  'typing',
  'confirming',
  'idle',
]
const changing: readonly Phase[] = ['typing', 'tagging', 'confirming', 'splitting', 'joining', 'undoing', 'importing', 'removing']
const small: readonly Phase[] = ['typing', 'typing', 'tagging', 'confirming', 'undoing', 'splitting', 'joining']
/** The server's work alone, which a dead page does not interrupt; and how many signs of it there are at most. */
const signsOf: Partial<Record<Phase, number>> = { compacting: 30, 'backing-up': 16, migrating: 24, restoring: 30 }
export const isOfServer = (phase: Phase): boolean => phase in signsOf

export function planOf(seed: number, projects: number): Plan {
  const random = new Random(seed)
  const phase = turns[seed % turns.length]!
  const victim = isOfServer(phase) ? random.pick(['server', 'server', 'both'] as const) : random.pick(ofBrowserEdition)
  return {
    seed,
    project: random.between(0, projects - 1),
    before: Array.from({ length: random.between(1, 2) }, () => random.pick(small)),
    phase,
    victim,
    trigger: changing.includes(phase) ? random.pick(['time', 'time', 'sent', 'acknowledged'] as const) : 'time',
    moment: random.next(),
    // The first signs come of one file, which is written quickly: half of the kills are meant for it.
    signs: random.between(1, random.chance(0.5) ? 3 : (signsOf[phase] ?? 1)),
    frozen: random.chance(0.35),
    undoes: random.chance(0.35),
    forgets: (victim === 'browser' || victim === 'both') && random.chance(0.35),
    reloads: !isOfServer(phase) && !['importing', 'removing', 'exporting'].includes(phase) && random.chance(0.5),
    random,
  }
}

import type { Hit } from '../../../shared/search/search-index.ts'
import { plainText } from '../../../shared/text/rich-text.ts'
import { commitAll } from '../../store/edits.ts'
import type { Translate } from '../../ui/i18n.ts'
import { toasts } from '../../ui/toast-queue.ts'
import { noTally, replaceOps } from './replacing.ts'
import type { SearchSession } from './search-session.ts'
import { tallyText } from './tally-text.ts'

/** Replaces the current hit and goes to the next one in a translation; where none is current yet, only goes there. */
export async function replaceCurrent(session: SearchSession, t: Translate): Promise<void> {
  const { store, matcher, answer, asked } = session
  const hit = answer.hits[session.current]
  if (!matcher || hit?.field !== 'target') {
    session.step(1, isInTarget)
    return
  }
  try {
    // What is typed and not committed yet counts.
    store.beforeUndo()
    const unit = await store.readUnit(hit.documentId, hit.unitId)
    const replacement = unit && matcher.replacementsIn(plainText(unit.target), asked.replacement).find(({ from }) => from === hit.from)
    if (!unit || !replacement) {
      session.askAgain()
      return
    }
    const tally = noTally()
    await commitAll(store, replaceOps(store, unit, [replacement], tally))
    if (tally.replaced === 0 && tally.locked + tally.kept > 0) toasts.add({ text: tallyText(t, tally) })
    session.leave({ ...hit, from: tally.replaced > 0 ? hit.from + replacement.text.length : hit.to })
    await session.answered()
    session.step(1, isInTarget)
  } catch (error) {
    session.onFailure(error)
  }
}

const isInTarget = ({ field }: Hit): boolean => field === 'target'

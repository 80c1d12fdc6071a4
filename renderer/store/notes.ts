import type { SimpleOp } from '../../shared/model/changes.ts'
import { newId } from '../../shared/model/ids.ts'
import type { Unit, UnitNote } from '../../shared/model/records.ts'
import type { Outline } from './outline.ts'
import { flagsOf, type OutlinePage } from './pages.ts'

// Notes on whole rows. They stand on locked rows, too.

/** A note's text as it is kept: NFC, LF, no white space at its ends. */
export const noteText = (typed: string): string => typed.normalize('NFC').replace(/\r\n?/g, '\n').trim()

/** A new note behind the others of a row; none where nothing was written. */
export function addNoteOps(unit: Unit, typed: string, author: string, at = new Date()): SimpleOp[] {
  const text = noteText(typed)
  if (text === '') return []
  return [noteOp('note.add', unit, unit.notes?.length ?? 0, { id: newId(), text, author, at: at.toISOString() })]
}

/** Another text for a note; one that was emptied is taken away. None where the row has no such note, or it says that already. */
export function setNoteOps(unit: Unit, noteId: string, typed: string): SimpleOp[] {
  const before = unit.notes?.find((note) => note.id === noteId)?.text
  const after = noteText(typed)
  if (before === undefined || before === after) return []
  if (after === '') return removeNoteOps(unit, noteId)
  return [{ type: 'note.set', documentId: unit.documentId, unitId: unit.id, noteId, before, after }]
}

/** Takes a note away; none where the row has no such note. */
export function removeNoteOps(unit: Unit, noteId: string): SimpleOp[] {
  const notes = unit.notes ?? []
  const at = notes.findIndex((note) => note.id === noteId)
  return at < 0 ? [] : [noteOp('note.remove', unit, at, notes[at]!)]
}

/** Puts a note that was taken away back where it was, as far as its row has such a place; none where it is there. */
export function returnNoteOps(unit: Unit, at: number, note: UnitNote): SimpleOp[] {
  const notes = unit.notes ?? []
  if (notes.some(({ id }) => id === note.id)) return []
  return [noteOp('note.add', unit, Math.min(at, notes.length), note)]
}

function noteOp(type: 'note.add' | 'note.remove', unit: Unit, at: number, note: UnitNote): SimpleOp {
  return { type, documentId: unit.documentId, unitId: unit.id, at, note }
}

const notedOnPage = new WeakMap<OutlinePage, readonly string[]>()

/** The rows of a document that have notes, in order. Pages that are as they were are not looked through again. */
export function notedRows(outline: Outline): string[] {
  return outline.pages.flatMap((number) => {
    const page = outline.pageOutline(number)!
    const ids = notedOnPage.get(page) ?? page.ids.filter((_, at) => flagsOf(page, at).noted)
    notedOnPage.set(page, ids)
    return ids
  })
}

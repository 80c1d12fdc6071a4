/** The words a generated text is made of. All sentences are written for these tests. */
export interface Language {
  code: string
  sentences: readonly string[]
  /** Clauses that end in a colon, before a list. */
  leads: readonly string[]
  /** List items without their mark and end punctuation. */
  items: readonly string[]
  headings: readonly string[]
  captions: readonly string[]
  /** Short sentences for dialogue. */
  speech: readonly string[]
  references: readonly string[]
  notes: readonly string[]
  /** Titles for running heads. */
  heads: readonly string[]
  letters: string
  digits: string
}

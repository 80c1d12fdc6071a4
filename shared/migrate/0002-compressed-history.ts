import type { Migration } from './migration.ts'

/** Format 1 kept the history as plain lines, `history/FIRST-LAST.jsonl`; format 2 keeps it compressed, `history/FIRST-LAST.jsonl.gz`. */
export const compressedHistory: Migration = {
  to: 2,
  async run(folder, project) {
    for (const name of await folder.list('history')) {
      if (!/^\d+-\d+\.jsonl$/.test(name)) continue
      const plain = `history/${name}`
      await folder.replace(plain, `${plain}.gz`, (lines) => folder.pack(lines))
    }
    return project
  },
}

/** All that a migration may do to a project folder. Paths are relative to it, with `/`; a path that is not there may be removed. */
export interface MigrationFolder {
  /** The names in a folder; none where there is no such folder. */
  list(folder: string): Promise<string[]>
  read(path: string): Promise<Uint8Array>
  /** Whole and on the medium when it returns; before that the path holds what it held. */
  write(path: string, bytes: Uint8Array): Promise<void>
  remove(path: string): Promise<void>
  /**
   * Writes `to` as what `convert` makes of `from`, then removes `from`. Where a folder is only read, `convert` is called when somebody
   * reads `to`, and each time: large files are replaced by this and not by the four above.
   */
  replace(from: string, to: string, convert: (bytes: Uint8Array) => Promise<Uint8Array>): Promise<void>
  /** Lines as the folder keeps them compressed (gzip). */
  pack(lines: Uint8Array): Promise<Uint8Array>
}

/** project.json as it stands, with every field that nobody knows. */
export type ProjectJson = Readonly<Record<string, unknown>>

/** Brings a folder of format `to - 1` to format `to`. See README.md for the laws. */
export interface Migration {
  readonly to: number
  /** Returns what project.json is to say; its `format` is set by the caller, when all else is on the medium. */
  run(folder: MigrationFolder, project: ProjectJson): Promise<ProjectJson>
}

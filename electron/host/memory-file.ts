import type { DiskFile, DiskStat } from './disk.ts'

/** Bytes as a file that can only be read: for views of a disk as it would be. */
export function memoryFile(bytes: Uint8Array): DiskFile {
  const readOnly = async (): Promise<never> => {
    throw Object.assign(new Error('this view is for reading'), { code: 'EROFS' })
  }
  const stat: DiskStat = { kind: 'file', size: bytes.length, modified: 0, mode: 0o444, identity: '' }
  return {
    read: async (position, length) => new Uint8Array(bytes.subarray(position, position + length)),
    write: readOnly,
    truncate: readOnly,
    sync: readOnly,
    stat: async () => stat,
    close: async () => {},
  }
}

/** The largest file that is taken in or written, in bytes: 512 MB. */
export const LARGEST_FILE = 512 * 1024 * 1024

import { type ErrorCode, HostFailure } from '../../shared/host/errors.ts'
import { errnoOf } from './disk.ts'

/** What was being done when a disk failed, in words for people. */
export interface Doing {
  /** e.g. `saving 3 changes`. */
  readonly what: string
  readonly path: string
  /** What is safe all the same, as a sentence. */
  readonly kept?: string
}

const meanings: Record<string, { code: ErrorCode; happened: string; todo: string }> = {
  ENOSPC: { code: 'disk-full', happened: 'the disk is full', todo: 'Free some space and try again.' },
  EDQUOT: { code: 'disk-full', happened: 'your quota on this disk is used up', todo: 'Free some space and try again.' },
  EACCES: { code: 'permission', happened: 'the system does not allow it', todo: 'Check the permissions of this file and its folder.' },
  EPERM: {
    code: 'permission',
    happened: 'the system does not allow it',
    todo: 'Check the permissions, and whether another program holds the file.',
  },
  EROFS: {
    code: 'permission',
    happened: 'the disk is read-only',
    todo: 'Copy the project to a disk that can be written to and open it there.',
  },
  ENOENT: { code: 'not-found', happened: 'it is not there', todo: 'Check that the folder was not moved and its disk is connected.' },
  ENOTDIR: { code: 'not-found', happened: 'a part of its path is not a folder', todo: 'Check that the folder was not moved.' },
  EEXIST: { code: 'exists', happened: 'a file or folder of that name is there already', todo: 'Choose another name.' },
  ENOTEMPTY: { code: 'exists', happened: 'a folder of that name is there already', todo: 'Choose another name.' },
  EFBIG: { code: 'too-large', happened: 'the file is too large for this disk', todo: 'Use another disk.' },
  ENAMETOOLONG: { code: 'bad-request', happened: 'the name is too long for this disk', todo: 'Choose a shorter name.' },
}

/** The one place where an errno becomes an error of the contract. Anything that is not a disk's error passes unchanged. */
export function diskFailure(error: unknown, doing: Doing): unknown {
  const errno = errnoOf(error)
  if (error instanceof HostFailure || errno === '') return error
  const meaning = meanings[errno] ?? { code: 'io', happened: `the disk failed (${errno})`, todo: 'Check the disk and try again.' }
  const sentences = [`${doing.what}: ${meaning.happened} (${doing.path}).`, doing.kept, meaning.todo].filter(Boolean)
  const failure = new HostFailure({ code: meaning.code, message: sentences.join(' '), detail: { path: doing.path, errno } })
  failure.cause = error
  return failure
}

/** Runs disk work; its failure is told as an error of the contract. */
export async function onDisk<T>(doing: Doing, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw diskFailure(error, doing)
  }
}

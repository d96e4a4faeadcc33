/**
 * Why Torv cannot start or go on, for the person who started it: printed as one line, without a stack.
 * `code` is stable (`PLATFORM.REASON`); the message says what is wrong and what to do.
 */
export class TorvStartError extends Error {
  constructor(
    readonly code: `PLATFORM.${string}`,
    message: string,
  ) {
    super(message);
    this.name = 'TorvStartError';
  }
}

/** The error code of the operating system (`EACCES`, `ENOSPC` …), or null for any other error. */
export function systemCode(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : null;
}

/**
 * Turns what the file system says about a directory into a sentence.
 *
 * @param path the directory or file that Torv wanted to write
 * @returns the error to throw; other errors than the file system's are returned as they are
 */
export function startErrorOfFile(error: unknown, path: string): unknown {
  switch (systemCode(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'ENOENT':
      return new TorvStartError(
        'PLATFORM.DATA_UNWRITABLE',
        `Torv may not write ${path}. Make it writable for the user that runs Torv, or set TORV_DATA to a directory that is.`,
      );
    case 'EROFS':
      return new TorvStartError(
        'PLATFORM.DATA_UNWRITABLE',
        `${path} is on a file system that is read-only. Set TORV_DATA to a directory that can be written.`,
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return new TorvStartError(
        'PLATFORM.DATA_NOT_A_DIRECTORY',
        `${path} cannot be a directory, because a file stands in its place. Move the file, or set TORV_DATA to another directory.`,
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return new TorvStartError(
        'PLATFORM.NO_SPACE',
        `There is no space left for ${path}. Free some, or set TORV_DATA to a directory on another disk.`,
      );
    default:
      return error;
  }
}

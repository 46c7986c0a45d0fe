/** What the system says about a file that cannot be written, in words. */
const messages: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there (permission denied)',
  EPERM: 'you may not write there (operation not permitted)',
  EROFS: 'that file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your disk quota is used up',
  EFBIG: 'the file would be larger than the system allows',
  ENOENT: 'there is no such folder',
  ENOTDIR: 'a part of the path is no folder',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'the path leads through links in a circle',
  EMFILE: 'too many files are open',
  EIO: 'the disk does not work (input/output error)',
  EISDIR: 'that is a folder: name the file in it',
  EINVAL: 'the system does not take that name',
};

/** The code of a system error; '' where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Why a file could not be written, without a full stop. */
export function faultWords(error: unknown): string {
  const code = codeOf(error);
  const said = error instanceof Error ? error.message : 'unknown error';
  return messages[code] ?? (code === '' ? said : `it could not be written (${code})`);
}

import { foldKey } from '@dust/db';

/** Whether two names are the same but for case, dots and blanks: J.R.R. Tolkien, J. R. R. Tolkien. */
export function isSamePerson(one: string, other: string): boolean {
  const key = lettersOf(one);
  return key !== '' && key === lettersOf(other);
}

function lettersOf(name: string): string {
  return foldKey(name).replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '');
}

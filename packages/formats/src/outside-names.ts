import type { Problem } from './book-facts.ts';

/** An archive that would write outside of the folder it is unpacked into. */
export const outsideNames: Problem = {
  reason: 'CORRUPT',
  message: 'The archive names files outside of itself.',
};

/** Whether the name of an archive's entry is an absolute path or has a `..` in it, as written on any system. */
export function isOutsideName(name: string): boolean {
  return /^(?:[/\\]|[a-z]:[/\\])/i.test(name) || name.split(/[/\\]/).includes('..');
}

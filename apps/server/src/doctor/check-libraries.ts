import { readdirSync } from 'node:fs';
import { reasonOf, type Finding } from './finding.ts';

/** Whether the library directories can be read. */
export function checkLibraries(directories: readonly string[]): Finding[] {
  if (directories.length === 0) {
    return [{ state: 'note', text: 'no library', advice: 'set DUST_DIRS to your folders' }];
  }
  return directories.map(checkLibrary);
}

function checkLibrary(directory: string): Finding {
  const name = `library ${directory}`;
  try {
    const { length } = readdirSync(directory);
    if (length > 0) return { state: 'ok', text: `${name} can be read` };
    return { state: 'note', text: `${name} is empty`, advice: 'is its drive mounted?' };
  } catch (error) {
    const advice = 'mount it, correct DUST_DIRS, or give the user who runs Dust the right to read it';
    return { state: 'broken', text: `${name} cannot be read: ${reasonOf(error)}`, advice };
  }
}

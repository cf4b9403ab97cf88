import type { ScanWarning } from '../scan-report.ts';
import type { LibraryState } from '../survey/libraries-state.ts';

/** Warnings about what could not be listed. */
export function listingWarnings(states: readonly LibraryState[]): ScanWarning[] {
  return states.flatMap((state): ScanWarning[] => {
    const library = state.library.name;
    if (!state.isReachable) return [unreachableWarning(library, state.activeBooks)];
    const count = state.unreadableFolders.length;
    return count === 0 ? [] : [folderUnreadable(library, count)];
  });
}

export function unreachableWarning(library: string, count: number): ScanWarning {
  const message = `The library directory "${library}" cannot be listed; its books stay as they are.`;
  return { code: 'LIBRARY_UNREACHABLE', library, message, count };
}

function folderUnreadable(library: string, count: number): ScanWarning {
  const folders = count === 1 ? 'A folder' : `${count} folders`;
  const message = `${folders} in "${library}" cannot be listed; the books there stay as they are.`;
  return { code: 'FOLDER_UNREADABLE', library, message, count };
}

export function emptyWarning(library: string, count: number): ScanWarning {
  const message = `The library directory "${library}" has no books, although ${count} are known; they stay as they are. Is a drive missing?`;
  return { code: 'LIBRARY_EMPTY', library, message, count };
}

export function manyMissingWarning(library: string, count: number): ScanWarning {
  const where = library === '' ? 'outside the configured directories' : `of "${library}"`;
  const message = `${count} books ${where} are missing at once; they stay until somebody confirms.`;
  return { code: 'MANY_MISSING', library, message, count };
}

export function outsideWarning(count: number): ScanWarning {
  const message = `${count} known books lie outside the configured library directories.`;
  return { code: 'OUTSIDE_LIBRARY', library: '', message, count };
}

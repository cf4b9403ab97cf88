const SKIPPED_FOLDERS: ReadonlySet<string> = new Set([
  '@eaDir',
  '#recycle',
  '$RECYCLE.BIN',
  'System Volume Information',
  'lost+found',
  '__MACOSX',
]);

/** Whether a name in a library is left out: hidden ones, and the folders that devices and systems keep for themselves. */
export function isSkippedName(name: string): boolean {
  return name.startsWith('.') || SKIPPED_FOLDERS.has(name);
}

import { isKeptCover } from '../covers/beside.ts';
import { folderOf, folderPrefix } from '../paths/libraries.ts';
import type { FoundFile } from './found-file.ts';
import { isMissing, type KnownBook } from './known-books.ts';
import type { QuarantineLedger } from './quarantine-ledger.ts';
import type { ScanContext } from '../scan/scan-context.ts';

/** A file with what the database says about it and about its folder. */
export interface ComparedFile {
  readonly file: FoundFile;
  readonly known: KnownBook | undefined;
  /** Whether another file of its folder is new, so that shared images may belong to nobody now. */
  readonly hasNewNeighbour: boolean;
}

export type Verdict = 'read' | 'unchanged' | 'unchanged and broken';

/** Decides whether a file has to be opened. */
export function judgeFile(
  context: ScanContext,
  ledger: QuarantineLedger,
  { file, known, hasNewNeighbour }: ComparedFile,
): Verdict {
  if (context.mode === 'full') return 'read';
  if (ledger.isUnchanged(file.path, file.size, file.mtimeMs)) return 'unchanged and broken';
  if (known === undefined || known.content_hash === null) return 'read';
  // While it was missing its entry in the quarantine was taken out.
  if (isMissing(known)) return 'read';
  if (known.file_size !== file.size || known.file_mtime !== file.mtimeMs) return 'read';
  if (hasNewNeighbour && file.covers.last.length > 0) return 'read';
  return isCoverUnchanged(context, file, known) ? 'unchanged' : 'read';
}

/** Whether the cover is what a new look would find, as far as names and times tell. */
function isCoverUnchanged(context: ScanContext, file: FoundFile, known: KnownBook): boolean {
  const folder = folderPrefix(folderOf(file.path));
  const kept = keptCover(file, known);
  if (kept !== null) return known.cover_source === 'file' && !hasChangedSince(context, kept);
  const [best] = file.covers.first;
  if (known.cover_source !== 'file') {
    const hasOwn = known.cover_source === 'embedded' || known.cover_source === 'first-page';
    const isBare = !hasOwn && file.covers.last.length > 0;
    return best === undefined && !isBare;
  }
  const path = known.cover_image_path;
  const expected = best ?? file.covers.last.find((name) => folder + name === path);
  if (expected === undefined || folder + expected !== path) return false;
  return !hasChangedSince(context, path);
}

/** The cover an earlier server has chosen for the book, if any. */
export function keptCover(file: FoundFile, known: KnownBook): string | null {
  const path = known.cover_image_path;
  if (known.cover_source === 'external') return null;
  return path !== null && isKeptCover(folderOf(file.path), path) ? path : null;
}

function hasChangedSince({ fileSystem, coversKnownSince: since }: ScanContext, path: string): boolean {
  try {
    const stat = fileSystem.stat(path);
    return stat === undefined || Math.max(stat.ctimeMs, stat.mtimeMs) >= since;
  } catch {
    return true;
  }
}

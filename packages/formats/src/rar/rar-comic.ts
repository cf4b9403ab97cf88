import type { ArchiveFile, ComicArchive } from '../comic/comic-archive.ts';
import type { OpenBook } from '../open-book.ts';
import { BookFileError } from '../problem.ts';
import type { Unrar, UnrarArchive, UnrarFileHeader } from './unrar-api.ts';
import { ENCRYPTED_FLAG, END_OF_ARCHIVE, FOLDER_FLAG, NO_MEMORY, PASSWORD_CODES } from './unrar-api.ts';
import { acquireUnrar, releaseUnrar } from './unrar-instance.ts';
import type { UnrarFiles } from './unrar-files.ts';
import { ARCHIVE_NAME, unrarFiles } from './unrar-files.ts';

/** Opens a RAR archive of version 4 or 5. Throws an ENCRYPTED, TOO_LARGE or CORRUPT problem. */
export async function openRarComic(book: OpenBook): Promise<ComicArchive> {
  const rar = new RarComic(book, await acquireUnrar());
  try {
    rar.list();
    return rar;
  } catch (error) {
    rar[Symbol.dispose]();
    throw error;
  }
}

class RarComic implements ComicArchive {
  readonly files: ArchiveFile[] = [];
  problem: BookFileError | undefined;
  readonly #book: OpenBook;
  readonly #unrar: Unrar;
  #hasFailed = false;

  constructor(book: OpenBook, unrar: Unrar) {
    this.#book = book;
    this.#unrar = unrar;
  }

  /** Lists the files. Those in front of damage are kept, and the damage is noted. */
  list(): void {
    try {
      this.#walk({ isListOnly: true, maxBytes: 0 }, (header, index) => {
        if (index >= this.#book.budget.limits.archiveEntries) {
          throw new BookFileError('TOO_LARGE', 'The archive has more entries than are allowed.');
        }
        if ((header.flags & FOLDER_FLAG) === 0) this.files.push(this.#fileOf(header, index));
        return 'skip';
      });
    } catch (error) {
      if (!(error instanceof BookFileError) || error.reason !== 'CORRUPT' || this.files.length === 0)
        throw error;
      this.problem = error;
    }
  }

  #fileOf(header: UnrarFileHeader, index: number): ArchiveFile {
    const sizeBytes = header.unpSize >>> 0;
    return {
      name: header.name,
      sizeBytes,
      isEncrypted: (header.flags & ENCRYPTED_FLAG) !== 0,
      read: (maxBytes) => {
        if (sizeBytes > maxBytes) {
          throw new BookFileError('TOO_LARGE', 'A part of the file is larger than is allowed.');
        }
        const output = this.#walk({ isListOnly: false, maxBytes }, (_header, at) => {
          if (at < index) return 'skip';
          return at === index ? 'unpack' : 'stop';
        });
        if (output.byteLength !== sizeBytes) throw damaged();
        return output;
      },
    };
  }

  /** Goes through the files of the archive, and returns what was unpacked. */
  #walk(
    { isListOnly, maxBytes }: { readonly isListOnly: boolean; readonly maxBytes: number },
    decide: (header: UnrarFileHeader, index: number) => 'skip' | 'unpack' | 'stop',
  ): Uint8Array {
    if (this.#hasFailed) throw damaged();
    const files: UnrarFiles = unrarFiles(this.#book, this.#unrar, maxBytes);
    this.#unrar.extractor = files;
    // Whatever is thrown out of the module leaves it in the middle of its work.
    this.#hasFailed = true;
    const archive = new this.#unrar.RarArchive();
    const failure = walkFiles(archive, isListOnly, decide);
    archive.delete();
    this.#hasFailed = false;
    if (failure !== undefined) throw failure;
    if (files.isCutOff()) throw damaged();
    return files.output();
  }

  [Symbol.dispose](): void {
    releaseUnrar(this.#unrar, this.#hasFailed);
  }
}

function walkFiles(
  archive: UnrarArchive,
  isListOnly: boolean,
  decide: (header: UnrarFileHeader, index: number) => 'skip' | 'unpack' | 'stop',
): BookFileError | undefined {
  const opened = archive.open(ARCHIVE_NAME, '', isListOnly);
  if (opened.state.errCode !== 0) return errorOf(opened.state.errCode);
  for (let index = 0; ; index += 1) {
    const header = archive.getFileHeader();
    if (header.state.errCode === END_OF_ARCHIVE) return undefined;
    if (header.state.errCode !== 0) return errorOf(header.state.errCode);
    const decision = decide(header, index);
    if (decision === 'stop') return undefined;
    const state = archive.readFile(decision === 'skip');
    if (state.errCode !== 0) return errorOf(state.errCode);
    if (decision === 'unpack') return undefined;
  }
}

function errorOf(code: number): BookFileError {
  if (PASSWORD_CODES.has(code)) {
    return new BookFileError('ENCRYPTED', 'The archive is protected with a password.');
  }
  if (code === NO_MEMORY) {
    return new BookFileError('TOO_LARGE', 'The archive needs more memory than is allowed.');
  }
  return damaged();
}

function damaged(): BookFileError {
  return new BookFileError('CORRUPT', 'The archive is damaged.');
}

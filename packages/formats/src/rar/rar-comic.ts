import type { ArchiveFile, ArchivePass, ComicArchive } from '../comic/comic-archive.ts';
import type { OpenBook } from '../open-book.ts';
import { BookFileError } from '../problem.ts';
import type { Unrar, UnrarArchive, UnrarFileHeader } from './unrar-api.ts';
import {
  ENCRYPTED_FLAG,
  END_OF_ARCHIVE,
  FOLDER_FLAG,
  NO_MEMORY,
  PASSWORD_CODES,
  SOLID_FLAG,
} from './unrar-api.ts';
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

interface Walk {
  readonly isListOnly: boolean;
  readonly maxBytes: number;
  /** Whether to unpack a file. */
  readonly choose: (header: UnrarFileHeader, index: number) => boolean;
  /** Gets what was unpacked; returns whether to go on. */
  readonly take: (output: Uint8Array, index: number) => boolean;
}

class RarComic implements ComicArchive {
  readonly files: ArchiveFile[] = [];
  problem: BookFileError | undefined;
  isSolid = false;
  readonly #byIndex = new Map<number, ArchiveFile>();
  readonly #book: OpenBook;
  readonly #unrar: Unrar;
  #hasFailed = false;

  constructor(book: OpenBook, unrar: Unrar) {
    this.#book = book;
    this.#unrar = unrar;
  }

  /** Lists the files. Those in front of damage are kept, and the damage is noted. */
  list(): void {
    const choose = (header: UnrarFileHeader, index: number): boolean => {
      if (index >= this.#book.budget.limits.archiveEntries) {
        throw new BookFileError('TOO_LARGE', 'The archive has more entries than are allowed.');
      }
      if ((header.flags & FOLDER_FLAG) === 0) this.#note(this.#fileOf(header, index), index);
      return false;
    };
    try {
      this.#walk({ isListOnly: true, maxBytes: 0, choose, take: () => false });
    } catch (error) {
      if (!(error instanceof BookFileError) || error.reason !== 'CORRUPT' || this.files.length === 0)
        throw error;
      this.problem = error;
    }
  }

  readInOrder({ maxBytes, choose, take }: ArchivePass): void {
    this.#walk({
      isListOnly: false,
      maxBytes,
      choose: (_header, index) => {
        const file = this.#byIndex.get(index);
        return file !== undefined && choose(file);
      },
      take: (output, index) => {
        const file = this.#byIndex.get(index);
        if (file?.sizeBytes !== output.byteLength) throw damaged();
        return take(file, output);
      },
    });
  }

  #note(file: ArchiveFile, index: number): void {
    this.files.push(file);
    this.#byIndex.set(index, file);
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
        let output: Uint8Array = new Uint8Array();
        this.#walk({
          isListOnly: false,
          maxBytes,
          choose: (_header, at) => at === index,
          take: (data) => {
            output = data;
            return false;
          },
        });
        if (output.byteLength !== sizeBytes) throw damaged();
        return output;
      },
    };
  }

  /** Goes through the files of the archive. */
  #walk(walk: Walk): void {
    if (this.#hasFailed) throw damaged();
    const files: UnrarFiles = unrarFiles(this.#book, this.#unrar, walk.maxBytes);
    this.#unrar.extractor = files;
    // Whatever is thrown out of the module leaves it in the middle of its work.
    this.#hasFailed = true;
    const archive = new this.#unrar.RarArchive();
    const { failure, isSolid } = walkFiles(archive, walk, files);
    this.isSolid = isSolid;
    archive.delete();
    this.#hasFailed = false;
    if (failure !== undefined) throw failure;
    if (files.isCutOff()) throw damaged();
  }

  [Symbol.dispose](): void {
    releaseUnrar(this.#unrar, this.#hasFailed);
  }
}

interface Walked {
  readonly failure: BookFileError | undefined;
  readonly isSolid: boolean;
}

function walkFiles(archive: UnrarArchive, walk: Walk, files: UnrarFiles): Walked {
  const { state, flags } = archive.open(ARCHIVE_NAME, '', walk.isListOnly);
  const isSolid = (flags & SOLID_FLAG) !== 0;
  const ended = (code: number): Walked => ({ failure: code === 0 ? undefined : errorOf(code), isSolid });
  if (state.errCode !== 0) return ended(state.errCode);
  for (let index = 0; ; index += 1) {
    const header = archive.getFileHeader();
    if (header.state.errCode === END_OF_ARCHIVE) return ended(0);
    if (header.state.errCode !== 0) return ended(header.state.errCode);
    const isChosen = walk.choose(header, index);
    const { errCode } = archive.readFile(!isChosen);
    if (errCode !== 0) return ended(errCode);
    if (isChosen && !walk.take(files.takeOutput(), index)) return ended(0);
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

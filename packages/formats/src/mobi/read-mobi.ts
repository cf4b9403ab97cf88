import type { BookIdentifier, Creator } from '../book-facts.ts';
import type { CoverCandidate, CoverWish } from '../cover.ts';
import { chooseCover } from '../cover.ts';
import type { FactsDraft } from '../facts-draft.ts';
import { attempt } from '../facts-draft.ts';
import { imageSize } from '../image/image-size.ts';
import { normalizeIsbn } from '../isbn.ts';
import type { OpenBook } from '../open-book.ts';
import { BookFileError } from '../problem.ts';
import { isMobi } from '../signature.ts';
import { languageTag } from '../text/language-tag.ts';
import { plainText } from '../text/plain-text.ts';
import { publicationDate } from '../text/publication-date.ts';
import { rightsText } from '../text/rights-text.ts';
import { tidyList, tidyText } from '../text/tidy-text.ts';
import type { MobiHeader } from './mobi-header.ts';
import { parseMobiHeader } from './mobi-header.ts';
import type { PalmDatabase } from './palm-database.ts';
import { openPalmDatabase } from './palm-database.ts';

/** Types of EXTH values. */
const AUTHOR = 100;
const PUBLISHER = 101;
const DESCRIPTION = 103;
const ISBN = 104;
const SUBJECT = 105;
const DATE = 106;
const RIGHTS = 109;
const ASIN = 113;
const COVER = 201;
const TITLE = 503;
const LANGUAGE = 524;

/** Enough to know what kind of image a record is. */
const IMAGE_HEAD_BYTES = 64 * 1024;

/** Reads a MOBI or AZW3. Throws the problem of a file that is none; lesser problems are put into the facts. */
export function readMobi(book: OpenBook, facts: FactsDraft, wish: CoverWish): void {
  const { limits } = book.budget;
  if (!isMobi(book.source))
    throw new BookFileError('TYPE_MISMATCH', 'This file is not a Mobipocket or Kindle book.');
  const database = openPalmDatabase(book.source);
  const size = database.sizeOf(0);
  if (size === undefined) throw new BookFileError('CORRUPT', 'The head of the book is missing.');
  if (size > limits.metadataBytes) throw new BookFileError('TOO_LARGE', 'The head of the book is too large.');
  const header = parseMobiHeader(database.read(0));
  collectMetadata(header, facts);
  facts.problem = problemIn(header, database);
  facts.cover = attempt(facts, () => chooseCover(covers(header, database), wish, limits)) ?? null;
}

function collectMetadata(header: MobiHeader, facts: FactsDraft): void {
  const [title] = tidyList(header.texts(TITLE));
  facts.title = title ?? tidyText(header.fullName);
  facts.creators = tidyList(header.texts(AUTHOR)).map((name): Creator => ({
    name,
    role: 'aut',
    fileAs: null,
  }));
  facts.language = languageTag(header.texts(LANGUAGE)[0]);
  facts.identifiers = [
    ...identifiers('ISBN', header.texts(ISBN)),
    ...identifiers('ASIN', header.texts(ASIN)),
  ];
  facts.isbn = header.texts(ISBN).flatMap((text) => normalizeIsbn(text) ?? [])[0] ?? null;
  facts.publisher = tidyText(header.texts(PUBLISHER)[0]);
  facts.publicationDate = publicationDate(header.texts(DATE)[0]);
  facts.description = plainText(header.texts(DESCRIPTION)[0]);
  facts.rights = rightsText(header.texts(RIGHTS));
  facts.subjects = tidyList(header.texts(SUBJECT));
}

function identifiers(scheme: string, values: readonly string[]): BookIdentifier[] {
  return tidyList(values).map((value) => ({ scheme, value }));
}

function problemIn(header: MobiHeader, database: PalmDatabase): FactsDraft['problem'] {
  if (header.isEncrypted)
    return { reason: 'ENCRYPTED', message: 'The content of the book is protected (DRM).' };
  if (!database.isComplete) return { reason: 'CORRUPT', message: 'The book is incomplete.' };
  return null;
}

function* covers(header: MobiHeader, database: PalmDatabase): Generator<CoverCandidate> {
  const offset = header.number(COVER);
  if (offset === undefined || header.firstImage === undefined) return;
  const record = header.firstImage + offset;
  const sizeBytes = database.sizeOf(record);
  if (sizeBytes === undefined) return;
  const head = database.read(record, IMAGE_HEAD_BYTES);
  yield {
    kind: 'embedded',
    mediaType: imageSize(head)?.mediaType ?? '',
    sizeBytes,
    read: () => database.read(record),
  };
}

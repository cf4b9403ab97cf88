import { Random } from './random.ts';
import { writeProse } from './prose.ts';
import {
  adjectives,
  comicSeries,
  firstNames,
  languages,
  lastNames,
  nouns,
  publishers,
  subjects,
} from './words.ts';

export interface LibraryOptions {
  readonly books: number;
  readonly seed: number;
  /** Files of about 26 KB instead of 60 to 200 KB. */
  readonly isSmall: boolean;
  /** Otherwise about 90 % EPUB, 6 % CBZ and 4 % PDF. */
  readonly isEpubOnly: boolean;
}

export interface BookPlan {
  readonly index: number;
  readonly format: 'epub' | 'cbz' | 'pdf';
  readonly title: string;
  readonly author: string;
  readonly publisher: string;
  readonly language: string;
  readonly year: number;
  readonly subjects: readonly string[];
  /** 200 to 1,500 characters. */
  readonly description: string;
  readonly isbn: string | undefined;
  readonly series: { readonly name: string; readonly number: number } | undefined;
  /** How many of the shared chapters or pages the file holds. */
  readonly parts: number;
  /** Relative to the library, with `/`. */
  readonly path: string;
}

// About four books an author, as in grown libraries.
const booksPerAuthor = 4;

/** Everything about one book of a library; needs no other book, and is the same every time. */
export function planBook(index: number, options: LibraryOptions): BookPlan {
  const random = new Random(options.seed * 1_000_003 + index);
  const format = options.isEpubOnly ? 'epub' : formatOf(index);
  const author = nameOf(new Random(options.seed * 7_919 + Math.floor(index / booksPerAuthor)));
  const series = seriesOf(index, format, random);
  const title = titleOf(random);
  return {
    index,
    format,
    title,
    author,
    series,
    publisher: random.pick(publishers),
    language: random.pick(languages),
    year: random.between(1890, 2025),
    subjects: Array.from({ length: random.between(1, 3) }, () => random.pick(subjects)),
    description: writeProse(random, random.between(200, 1350)),
    isbn: random.next() < 0.6 ? isbn13(random) : undefined,
    // Every fiftieth book is a short story, whatever the size of the others.
    parts: options.isSmall || index % 50 === 0 ? 0 : random.between(7, 28),
    path: pathOf({ index, format, author, title, series }),
  };
}

/** Thirteen digits that begin with 978 and end in their check digit. */
export function isbn13(random: Random): string {
  const body = `978${String(random.between(0, 999_999_999)).padStart(9, '0')}`;
  const sum = Array.from(body, Number).reduce(
    (total, digit, at) => total + digit * (at % 2 === 0 ? 1 : 3),
    0,
  );
  return `${body}${(10 - (sum % 10)) % 10}`;
}

function formatOf(index: number): BookPlan['format'] {
  const slot = index % 50;
  if (slot === 7 || slot === 23 || slot === 41) return 'cbz';
  return slot === 13 || slot === 37 ? 'pdf' : 'epub';
}

function nameOf(random: Random): string {
  const initial = String.fromCharCode(65 + random.between(0, 25));
  const isShort = random.next() < 0.3;
  return `${random.pick(firstNames)} ${isShort ? '' : `${initial}. `}${random.pick(lastNames)}`;
}

function titleOf(random: Random): string {
  const name = `${random.pick(adjectives)} ${random.pick(nouns)}`;
  const shape = random.next();
  if (shape < 0.4) return `The ${name}`;
  if (shape < 0.7) return `${random.pick(nouns)} of the ${name}`;
  return `${name} and the ${random.pick(nouns)}`;
}

function seriesOf(index: number, format: BookPlan['format'], random: Random): BookPlan['series'] {
  if (format === 'cbz') return { name: random.pick(comicSeries), number: index + 1 };
  // The books of every third author are volumes of one series.
  const author = Math.floor(index / booksPerAuthor);
  if (author % 3 !== 0) return undefined;
  const name = titleOf(new Random(author)).replace(/^The /, '');
  return { name: `${name} Saga`, number: (index % booksPerAuthor) + 1 };
}

function pathOf(book: Pick<BookPlan, 'index' | 'format' | 'author' | 'title' | 'series'>): string {
  const { format, series } = book;
  const number = String(book.index).padStart(6, '0');
  if (format === 'cbz' && series !== undefined) {
    return `comics/Paper Kite/${series.name}/${series.number}/issue-${number}.cbz`;
  }
  return `books/${book.author}/${book.title}/b${number}.${format}`;
}

import { writeComic } from '@dust/tooling/comic';
import { epubFrame, packChapter } from '@dust/tooling/epub';
import { writePdf } from '@dust/tooling/pdf';
import { type PackedEntry, writeZip } from '@dust/tooling/zip';
import type { BookPlan } from './book-plan.ts';
import { drawPictures, vary } from './pictures.ts';
import { writeProse } from './prose.ts';
import { Random } from './random.ts';

/** What all books share: drawing and compressing once is what makes ten thousand books a matter of seconds. */
export interface SharedParts {
  readonly pictures: readonly [Buffer, ...Buffer[]];
  readonly chapters: readonly [PackedEntry, ...PackedEntry[]];
  readonly story: PackedEntry;
}

const chapterCharacters = 28_000;
const storyCharacters = 21_000;

export function makeSharedParts(seed: number): SharedParts {
  const random = new Random(seed);
  const [firstPicture, ...pictures] = drawPictures(random, 24);
  if (firstPicture === undefined) throw new Error('no pictures');
  return {
    pictures: [firstPicture, ...pictures],
    chapters: [
      makeChapter(random, chapterCharacters),
      ...Array.from({ length: 47 }, () => makeChapter(random, chapterCharacters)),
    ],
    story: makeChapter(random, storyCharacters),
  };
}

/** The bytes of a book; `revision` above 0 gives another edition of it, with another description. */
export function makeBookFile(plan: BookPlan, shared: SharedParts, revision = 0): Buffer {
  const description = revision === 0 ? plan.description : `Edition ${revision + 1}. ${plan.description}`;
  const revised = { ...plan, description };
  if (plan.format === 'cbz') return makeComic(revised, shared);
  return plan.format === 'pdf' ? makePdf(revised) : makeEpub(revised, shared);
}

function makeEpub(plan: BookPlan, { pictures, chapters, story }: SharedParts): Buffer {
  const random = new Random(plan.index);
  const texts = plan.parts === 0 ? [story] : Array.from({ length: plan.parts }, () => random.pick(chapters));
  const frame = epubFrame({
    version: plan.index % 3 === 0 ? 2 : 3,
    identifier: `urn:dust:bench:${plan.index}`,
    title: plan.title,
    author: plan.author,
    language: plan.language,
    date: String(plan.year),
    publisher: plan.publisher,
    description: plan.description,
    subjects: plan.subjects,
    cover: vary(random.pick(pictures), String(plan.index)),
    chapters: texts.map((_, index) => ({ title: `Chapter ${index + 1}`, paragraphs: [] })),
    ...(plan.isbn === undefined ? {} : { isbn: plan.isbn }),
    ...(plan.series === undefined ? {} : { series: plan.series }),
  });
  return writeZip([
    ...frame,
    ...texts.map((text, index) => ({ ...text, name: `EPUB/chapter-${index + 1}.xhtml` })),
  ]);
}

function makeComic(plan: BookPlan, { pictures }: SharedParts): Buffer {
  const random = new Random(plan.index);
  const count = Math.max(1, Math.ceil(plan.parts / 4));
  return writeComic({
    title: plan.title,
    series: plan.series?.name ?? plan.title,
    number: plan.series?.number ?? 1,
    writer: plan.author,
    publisher: plan.publisher,
    year: plan.year,
    summary: plan.description,
    genre: plan.subjects.join(', '),
    pages: Array.from({ length: count }, (_, page) => vary(random.pick(pictures), `${plan.index}/${page}`)),
  });
}

function makePdf(plan: BookPlan): Buffer {
  const random = new Random(plan.index);
  return writePdf({
    title: latin(plan.title),
    author: latin(plan.author),
    subject: latin(plan.description),
    keywords: plan.subjects,
    chapters: Array.from({ length: Math.ceil(plan.parts / 2) + 1 }, (_, index) => ({
      title: `Chapter ${index + 1}`,
      paragraphs: [latin(writeProse(random, 2_500))],
    })),
  });
}

/** The PDF maker writes Latin-1 only, where typographic quotes have no place. */
function latin(text: string): string {
  return text.replaceAll(/[“”]/g, '"');
}

function makeChapter(random: Random, characters: number): PackedEntry {
  const paragraphs = Array.from({ length: Math.ceil(characters / 700) }, () => writeProse(random, 650));
  return packChapter({ version: 3, language: 'en' }, { title: 'Chapter', paragraphs }, 0);
}

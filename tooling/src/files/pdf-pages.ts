import type { PdfDocument } from './pdf.ts';

interface Line {
  readonly text: string;
  readonly isHeading: boolean;
}

const linesPerPage = 34;
const charactersPerLine = 66;
const blank: Line = { text: '', isHeading: false };

/** The drawing operators of the title page: a coloured ground with a frame, title and author. */
export function coverContent({ title, author }: PdfDocument): string {
  const words = title
    .split(' ')
    .map((word, index) => textAt(word, { x: 60, y: 420 - index * 44, font: '/F2 38 Tf' }));
  return [
    '0.36 0.09 0.10 rg 0 0 420 595 re f',
    '0.93 0.80 0.55 RG 3 w 28 28 364 539 re S 1 w 36 36 348 523 re S',
    '0.93 0.80 0.55 rg',
    ...words,
    textAt(author, { x: 60, y: 110, font: '/F1 20 Tf' }),
  ].join('\n');
}

/** The drawing operators of one page of text. */
export function pageContent(lines: readonly Line[], pageIndex: number): string {
  const rows = lines.map(({ text, isHeading }, index) =>
    textAt(text, { x: 45, y: 540 - index * 14, font: isHeading ? '/F2 13 Tf' : '/F1 11 Tf' }),
  );
  return ['0 g', ...rows, textAt(String(pageIndex + 1), { x: 205, y: 30, font: '/F1 9 Tf' })].join('\n');
}

/** Breaks chapters into lines and lines into pages; a chapter begins on a new page. */
export function layOutPages(chapters: PdfDocument['chapters']): Line[][] {
  return chapters.flatMap(({ title, paragraphs }) => {
    const lines = [
      { text: title, isHeading: true },
      ...paragraphs.flatMap((paragraph) => [blank, ...breakLines(paragraph)]),
    ];
    const count = Math.ceil(lines.length / linesPerPage);
    return Array.from({ length: count }, (_, page) =>
      lines.slice(page * linesPerPage, (page + 1) * linesPerPage),
    );
  });
}

function breakLines(paragraph: string): Line[] {
  const lines: string[] = [];
  for (const word of paragraph.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= charactersPerLine) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines.map((text) => ({ text, isHeading: false }));
}

function textAt(text: string, at: { readonly x: number; readonly y: number; readonly font: string }): string {
  return `BT ${at.font} ${at.x} ${at.y} Td (${text.replace(/[\\()]/g, String.raw`\$&`)}) Tj ET`;
}

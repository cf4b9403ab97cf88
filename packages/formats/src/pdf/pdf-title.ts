import { withoutBookExtension } from '../book-format.ts';
import { tidyText } from '../text/tidy-text.ts';

const PRODUCED = /^untitled$|^microsoft word - |\.(?:docx?|pdf|indd|qxd|tex|dvi)$/i;

/** A PDF's title, unless a program made it up: a file name, a placeholder, or nothing with a letter in it. */
export function pdfTitle(text: string | null | undefined, fileName: string | undefined): string | null {
  const title = tidyText(text);
  if (title === null || !/\p{L}/u.test(title) || PRODUCED.test(title)) return null;
  if (fileName === undefined) return title;
  const name = fileName.normalize('NFC').toLowerCase();
  const lower = title.toLowerCase();
  return lower === name || lower === withoutBookExtension(name) ? null : title;
}

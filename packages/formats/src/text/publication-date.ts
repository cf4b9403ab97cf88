import { tidyText } from './tidy-text.ts';

const ISO = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?=$|[T\s+Z])/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const YEAR = /(?<!\d)(1[0-9]{3}|20[0-9]{2})(?!\d)/;
/** What calibre writes where it knows no date. */
const UNKNOWN_YEAR = '0101';

/** A date as YYYY, YYYY-MM or YYYY-MM-DD, as exact as the text is; null if it holds no year. */
export function publicationDate(text: string | null | undefined): string | null {
  const written = tidyText(text) ?? '';
  const [, year, month, day] = ISO.exec(written) ?? COMPACT.exec(written) ?? YEAR.exec(written) ?? [];
  if (year === undefined || year === UNKNOWN_YEAR || year === '0000') return null;
  return dateOf(Number(year), Number(month ?? 0), Number(day ?? 0));
}

/** A date of its parts; a month or day that does not exist (or is 0) is left out, and with a month the day. */
export function dateOf(year: number, month: number, day: number): string {
  const text = String(year).padStart(4, '0');
  if (!(month >= 1 && month <= 12)) return text;
  const withMonth = `${text}-${String(month).padStart(2, '0')}`;
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return day >= 1 && day <= days ? `${withMonth}-${String(day).padStart(2, '0')}` : withMonth;
}

/** The text SQLite columns keep for a moment: UTC `YYYY-MM-DD HH:MM:SS`, so that text order is time order. */
export function toDbTime(moment: Date): string {
  return moment.toISOString().slice(0, 19).replace('T', ' ');
}

/**
 * The API's form, `YYYY-MM-DDTHH:MM:SSZ`, of a stored time. Also reads the ISO forms and the Unix seconds that earlier servers left;
 * what is no time gives null.
 */
export function toIsoTime(stored: string | number | null): string | null {
  if (stored === null) return null;
  if (typeof stored === 'string' && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(stored))
    return `${stored.slice(0, 10)}T${stored.slice(11)}Z`;
  const moment = typeof stored === 'number' ? new Date(stored * 1000) : new Date(zoned(stored));
  return Number.isNaN(moment.getTime()) ? null : `${moment.toISOString().slice(0, 19)}Z`;
}

/** Text without a zone is UTC here, where `Date` would take it as local. */
function zoned(text: string): string {
  return /(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text.replace(' ', 'T')}Z`;
}

/** The texts of a column that holds a JSON array; anything else gives `[]`. */
export function parseTextList(json: string | null): string[] {
  if (json === null) return [];
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  } catch {
    return [];
  }
}

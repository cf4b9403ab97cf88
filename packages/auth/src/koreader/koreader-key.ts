/** What KOReader sends for a password, in lower case; undefined for what cannot be an MD5. */
export function readKoreaderKey(text: string): string | undefined {
  return /^[0-9a-f]{32}$/i.test(text) ? text.toLowerCase() : undefined;
}

/** Stored in place of a hash for who has registered from KOReader: no password fits it. */
export const unusablePassword = 'none: made by KOReader';

/** The form in which names are compared and ordered: NFC, trimmed, lower case. Accents count. */
export function foldKey(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}

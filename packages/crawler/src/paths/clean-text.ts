/** A name from a path as people read it: NFC, underscores and hyphens as blanks, single blanks, trimmed. Dots stay. */
export function cleanPathText(text: string): string {
  return tidy(text.normalize('NFC').replaceAll(/[_-]/g, ' '));
}

/** Like {@link cleanPathText}, but a hyphen between two letters or digits stays: X-Men, Spider-Man. */
export function cleanComicText(text: string): string {
  const inWord = /(?<![\p{L}\p{N}\p{M}])-|-(?![\p{L}\p{N}])/gu;
  return tidy(text.normalize('NFC').replaceAll('_', ' ').replaceAll(inWord, ' '));
}

/** A text from a file or a catalogue: NFC, white space tidied. */
export function tidyText(text: string): string {
  return tidy(text.normalize('NFC'));
}

function tidy(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

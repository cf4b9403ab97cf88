const suspect = /[^\t\n\r -\ud7ff\ue000-\ufffd]/;
const forbidden = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** The text without the characters that XML 1.0 forbids: control characters, lone surrogates, U+FFFE and U+FFFF. */
export function plainText(text: string): string {
  return suspect.test(text) ? text.replace(forbidden, '') : text;
}

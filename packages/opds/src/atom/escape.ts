import { plainText } from '../plain-text.ts';

/** One pass each over texts that need nothing done: most of them. */
const needsWork = /[^\t\n !#-%'-;=?-\ud7ff\ue000-\ufffd]/;
const attributeNeedsWork = /[^ !#-%'-;=?-\ud7ff\ue000-\ufffd]/;

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** Text as the content of an element; characters that XML 1.0 forbids are left out. */
export function escapeText(text: string): string {
  return needsWork.test(text) ? plainText(text).replace(/[&<>"\r]/g, toReference) : text;
}

/** Text as the value of an attribute in double quotes: tabs and line ends survive reading too. */
export function escapeAttribute(text: string): string {
  return attributeNeedsWork.test(text) ? plainText(text).replace(/[&<>"\r\n\t]/g, toReference) : text;
}

function toReference(character: string): string {
  return references[character] ?? '';
}

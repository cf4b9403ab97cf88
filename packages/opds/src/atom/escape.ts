import { plainText } from '../plain-text.ts';

/** One pass each over texts that need nothing done: most of them. */
const needsWork = /[^\t\n !#-%'-;=?-\u0084\u0086-\u2027\u2029-\ud7ff\ue000-\ufffd]/;
const attributeNeedsWork = /[^ !#-%'-;=?-\u0084\u0086-\u2027\u2029-\ud7ff\ue000-\ufffd]/;

/** The last two are line ends in XML 1.1, which some parsers of XML 1.0 replace as well. */
const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
  '\u0085': '&#133;',
  '\u2028': '&#8232;',
};

/** Text as the content of an element; characters that XML 1.0 forbids are left out. */
export function escapeText(text: string): string {
  return needsWork.test(text) ? plainText(text).replace(/[&<>"\r\u0085\u2028]/g, toReference) : text;
}

/** Text as the value of an attribute in double quotes: tabs and line ends survive reading too. */
export function escapeAttribute(text: string): string {
  return attributeNeedsWork.test(text)
    ? plainText(text).replace(/[&<>"\r\n\t\u0085\u2028]/g, toReference)
    : text;
}

function toReference(character: string): string {
  return references[character] ?? '';
}

import { plainText } from '../plain-text.ts';

const markup = /[&<>"\r]/;
const allMarkup = /[&<>"\r]/g;
const space = /[\t\n]/;
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
  const plain = plainText(text);
  return markup.test(plain) ? plain.replace(allMarkup, toReference) : plain;
}

/** Text as the value of an attribute in double quotes: tabs and line ends survive reading too. */
export function escapeAttribute(text: string): string {
  const escaped = escapeText(text);
  return space.test(escaped) ? escaped.replace(/[\t\n]/g, toReference) : escaped;
}

function toReference(character: string): string {
  return references[character] ?? '';
}

import { escapeAttribute, escapeText } from './escape.ts';

/** `<name>text</name>`, or nothing without a text. */
export function element(name: string, text: string | number | null | undefined): string {
  if (text === null || text === undefined || text === '') return '';
  return requiredElement(name, text);
}

/** `<name>text</name>`, also with an empty text. */
export function requiredElement(name: string, text: string | number): string {
  return `<${name}>${typeof text === 'number' ? text : escapeText(text)}</${name}>`;
}

/** ` name="value"`, or nothing without a value. */
export function attribute(name: string, value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  return ` ${name}="${typeof value === 'number' ? value : escapeAttribute(value)}"`;
}

import { JSDOM } from 'jsdom';

const { DOMParser } = new JSDOM('').window;

/** Reads XML as browsers do; throws on what is not well-formed. */
export function parseXml(xml: string): Document {
  const document = new DOMParser().parseFromString(xml, 'application/xml');
  const error = document.querySelector('parsererror');
  if (error !== null) throw new Error(error.textContent);
  return document;
}

import { extname } from 'node:path';

interface WebType {
  readonly type: string;
  /** Whether compression makes it smaller. */
  readonly isText: boolean;
}

const text = (type: string): WebType => ({ type: `${type}; charset=utf-8`, isText: true });
const binary = (type: string): WebType => ({ type, isText: false });

const types: ReadonlyMap<string, WebType> = new Map([
  ['.html', text('text/html')],
  ['.htm', text('text/html')],
  ['.css', text('text/css')],
  ['.js', text('text/javascript')],
  ['.mjs', text('text/javascript')],
  ['.json', text('application/json')],
  ['.map', text('application/json')],
  ['.webmanifest', text('application/manifest+json')],
  ['.svg', text('image/svg+xml')],
  ['.txt', text('text/plain')],
  ['.md', text('text/markdown')],
  ['.xml', text('application/xml')],
  ['.wasm', { type: 'application/wasm', isText: true }],
  ['.ttf', { type: 'font/ttf', isText: true }],
  ['.otf', { type: 'font/otf', isText: true }],
  ['.woff', binary('font/woff')],
  ['.woff2', binary('font/woff2')],
  ['.ico', binary('image/x-icon')],
  ['.png', binary('image/png')],
  ['.jpg', binary('image/jpeg')],
  ['.jpeg', binary('image/jpeg')],
  ['.gif', binary('image/gif')],
  ['.webp', binary('image/webp')],
  ['.avif', binary('image/avif')],
  ['.mp3', binary('audio/mpeg')],
  ['.mp4', binary('video/mp4')],
  ['.webm', binary('video/webm')],
  ['.pdf', binary('application/pdf')],
  ['.epub', binary('application/epub+zip')],
]);

/** The media type of a web client's file, by its name; bytes of no known kind where the name says nothing. */
export function webTypeOf(path: string): WebType {
  return types.get(extname(path).toLowerCase()) ?? binary('application/octet-stream');
}

/** Eight letters and digits as bundlers write them, not a lower-case word; or more hexadecimal digits. */
const hashed = /[-.](?:(?=\w*\d|\w+[A-Z])\w{8}|[\da-f]{9,64})\.[a-z\d]+(?:\.map)?$/;

/** Whether build tools have put a hash of the content into the name: `app-BkX3d9Qa.js`, `app.1f2e3d4c.css`. */
export function isHashedName(path: string): boolean {
  return hashed.test(path);
}

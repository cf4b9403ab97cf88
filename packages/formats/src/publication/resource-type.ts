import { imageTypeOfName } from '../image/media-type.ts';

const TYPES: ReadonlyMap<string, string> = new Map([
  ['xhtml', 'application/xhtml+xml'],
  ['html', 'text/html'],
  ['htm', 'text/html'],
  ['css', 'text/css'],
  ['svg', 'image/svg+xml'],
  ['js', 'text/javascript'],
  ['mjs', 'text/javascript'],
  ['ncx', 'application/x-dtbncx+xml'],
  ['opf', 'application/oebps-package+xml'],
  ['smil', 'application/smil+xml'],
  ['pls', 'application/pls+xml'],
  ['xml', 'application/xml'],
  ['json', 'application/json'],
  ['txt', 'text/plain'],
  ['ttf', 'font/ttf'],
  ['otf', 'font/otf'],
  ['woff', 'font/woff'],
  ['woff2', 'font/woff2'],
  ['mp3', 'audio/mpeg'],
  ['m4a', 'audio/mp4'],
  ['ogg', 'audio/ogg'],
  ['opus', 'audio/ogg'],
  ['wav', 'audio/wav'],
  ['mp4', 'video/mp4'],
  ['m4v', 'video/mp4'],
  ['webm', 'video/webm'],
  ['pdf', 'application/pdf'],
]);

/** The media type of a resource: the declared one if it is well-formed, else by its name. */
export function resourceType(declared: string | undefined, path: string): string {
  if (declared !== undefined && /^[a-z0-9][\w.+-]{0,80}\/[a-z0-9][\w.+-]{0,80}$/.test(declared)) {
    return declared === 'image/jpg' ? 'image/jpeg' : declared;
  }
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return TYPES.get(extension) ?? imageTypeOfName(path) ?? 'application/octet-stream';
}

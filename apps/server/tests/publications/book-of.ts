import { zipOf } from '../book-files.ts';

/** An EPUB with one more chapter than these files, all stored; CSS and XHTML among them are in its manifest. */
export function bookOf(files: Readonly<Record<string, string | Buffer>>): Buffer {
  const declared = Object.keys(files)
    .filter((path) => path.startsWith('OPS/'))
    .map((path, index) => {
      const href = path.slice('OPS/'.length).split('/').map(encodeURIComponent).join('/');
      return `<item id="i${index}" href="${href}" media-type="${typeOf(path)}"/>`;
    });
  return zipOf({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml':
      '<container><rootfiles><rootfile full-path="OPS/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    'OPS/package.opf': `<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest>
      <item id="start" href="start.xhtml" media-type="application/xhtml+xml"/>${declared.join('')}</manifest>
      <spine><itemref idref="start"/></spine></package>`,
    'OPS/start.xhtml': '<html xmlns="http://www.w3.org/1999/xhtml"><body>Start</body></html>',
    ...files,
  });
}

function typeOf(path: string): string {
  if (path.endsWith('.xhtml')) return 'application/xhtml+xml';
  if (path.endsWith('.js')) return 'application/javascript';
  return path.endsWith('.css') ? 'text/css' : 'application/octet-stream';
}

import { fetchCover } from '../../src/providers/external-cover.ts';
import { pngOf } from './books.ts';

// Fetches a cover of 100 KB into a folder and prints what has come of it: node fetch-cover-process.ts <folder>
const [, , folder = ''] = process.argv;
const png = Buffer.concat([pngOf(1), Buffer.alloc(100_000, 7)]);
png.writeUInt32BE(300, 16);
png.writeUInt32BE(400, 20);
const cover = await fetchCover(
  { folder, signal: new AbortController().signal, fetch: async () => new Response(new Uint8Array(png)) },
  'https://covers.openlibrary.org/b/id/1-L.jpg',
);
console.log(cover === null ? 'no cover' : 'a cover');

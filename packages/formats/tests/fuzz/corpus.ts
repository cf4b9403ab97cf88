import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BookFormat } from '../../src/index.ts';
import { epubOf, pngOf } from '../book-builder.ts';
import { mobiOf } from '../mobi-writer.ts';
import { pdfOf } from '../pdf-writer.ts';
import { zipOf } from '../zip-writer.ts';

/** A good file that bad ones are made of. */
export interface Seed {
  readonly name: string;
  readonly format: BookFormat;
  readonly data: Uint8Array;
}

const fixtures = join(import.meta.dirname, '..', 'fixtures');

const names: readonly (readonly [string, BookFormat])[] = [
  ['hefty-water.epub', 'epub'],
  ['trees.epub', 'epub'],
  ['childrens-literature.epub', 'epub'],
  ['habibi.pdf', 'pdf'],
  ['with-xmp.pdf', 'pdf'],
  ['password.pdf', 'pdf'],
  ['lzma.cbz', 'cbz'],
  ['encrypted.cbz', 'cbz'],
  ['solid-four.cbr', 'cbr'],
  ['solid-five.cbr', 'cbr'],
  ['encrypted.cbr', 'cbr'],
];

const comicInfo = `<?xml version="1.0"?><ComicInfo><Title>Trains</Title><Series>Night</Series><Number>1.5</Number><Year>2004</Year>
<Writer>Ann, Bob</Writer><Genre>Crime, Noir</Genre><AgeRating>Teen</AgeRating><GTIN>9780306406157</GTIN><LanguageISO>en</LanguageISO>
<Pages><Page Image="1" Type="FrontCover"/></Pages></ComicInfo>`;

const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">A title</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>Ann</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>`;

const djvu = Buffer.concat([Buffer.from('AT&TFORM\0\0\0\x20DJVUINFO\0\0\0\x0a'), Buffer.alloc(20, 1)]);

/** Small files of every format, real ones and made ones. */
export function corpus(): readonly [Seed, ...Seed[]] {
  const image = pngOf(20, 30);
  const comic = zipOf([
    { name: 'ComicInfo.xml', data: comicInfo },
    { name: 'a/p01.png', data: image },
    { name: 'a/p02.png', data: image, isStored: true },
  ]);
  const epub = epubOf({
    metadata:
      '<dc:title>Title</dc:title><dc:creator>Ann</dc:creator><dc:date>2004-05</dc:date><meta name="cover" content="i"/>',
    manifest: '<item id="i" href="i.png" media-type="image/png" properties="cover-image"/>',
    files: [{ name: 'OPS/i.png', data: image, isStored: true }],
  });
  const mobi = mobiOf({
    fullName: 'Full Name',
    exth: [
      [503, 'Title'],
      [100, 'Ann'],
      [104, '9780306406157'],
      [201, 0],
    ],
    images: [image],
  });
  const made: readonly [Seed, ...Seed[]] = [
    { name: 'made.epub', format: 'epub', data: epub },
    { name: 'made.cbz', format: 'cbz', data: comic },
    { name: 'made.mobi', format: 'mobi', data: mobi },
    { name: 'made.azw3', format: 'azw3', data: mobi },
    { name: 'made.pdf', format: 'pdf', data: pdfOf({ info: '/Title (A title)', pages: 3, xmp }) },
    { name: 'packed.pdf', format: 'pdf', data: pdfOf({ info: '/Title (A)', usesXrefStream: true, xmp }) },
    { name: 'made.djvu', format: 'djvu', data: djvu },
  ];
  const real = names.map(([name, format]): Seed => {
    return { name, format, data: readFileSync(join(fixtures, name)) };
  });
  return [...made, ...real];
}

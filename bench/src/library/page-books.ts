import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Canvas, type Color } from '@dust/tooling/canvas';
import { writeLargeCbr, writeLargeCbz, writeLargePdf } from '@dust/tooling/large-books';
import { encodePng } from '@dust/tooling/png';
import { packEntry, writeZip } from '@dust/tooling/zip';
import { vary } from './pictures.ts';
import { Random } from './random.ts';

export const largeKinds = ['cbz', 'cbr', 'solid.cbr', 'pdf'] as const;
export const largePage = 200;

const width = 3000;
const height = 4200;
const discs = 120;
const largePages = 300;
const largePageBytes = 1_000_000;

/** Writes a comic of drawn pages 3,000 pixels wide, `drawings.cbz`, and a book of 300 MB of each kind. */
export function writePageBooks(folder: string, pages: number): void {
  mkdirSync(folder, { recursive: true });
  const drawing = drawPage(new Random(1));
  const drawings = Array.from({ length: pages }, (_, index) => vary(drawing, String(index)));
  writeImages(join(folder, 'drawings.cbz'), drawings, 'png');
  for (const [pageCount, prefix] of [
    [2, 'small'],
    [largePages, 'large'],
  ] as const) {
    const realPage = Math.min(pageCount, largePage);
    const book = { pages: pageCount, pageBytes: largePageBytes, realPage, image: drawing };
    writeLargeCbz({ ...book, path: join(folder, `${prefix}.cbz`) });
    writeLargeCbr({ ...book, path: join(folder, `${prefix}.cbr`), isSolid: false });
    writeLargeCbr({ ...book, path: join(folder, `${prefix}.solid.cbr`), isSolid: true });
    writeLargePdf({ ...book, path: join(folder, `${prefix}.pdf`) });
  }
}

/** Writes a comic of one JPEG over and over, each time with a comment of its own. */
export function writeJpegComic(path: string, jpeg: Buffer, pages: number): void {
  const images = Array.from({ length: pages }, (_, index) => {
    const comment = Buffer.from(`page ${index + 1}`);
    const segment = Buffer.from([0xff, 0xfe, 0, comment.length + 2, ...comment]);
    return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
  });
  writeImages(path, images, 'jpg');
}

function writeImages(path: string, images: readonly Buffer[], extension: string): void {
  const entries = images.map((image, index) =>
    packEntry(`${String(index + 1).padStart(3, '0')}.${extension}`, image, { isStored: true }),
  );
  writeFileSync(path, writeZip(entries));
}

/** Panels of colour with discs on them and grain all over. */
function drawPage(random: Random): Buffer {
  const color = (): Color => [random.between(20, 235), random.between(20, 235), random.between(20, 235)];
  const canvas = new Canvas(width, height);
  canvas.gradient(color(), color());
  for (let disc = 0; disc < discs; disc += 1) {
    const centre = { x: random.between(0, width), y: random.between(0, height) };
    canvas.disc(centre, random.between(40, 300), color());
  }
  for (let at = 0; at < canvas.rgb.length; at += 11) {
    canvas.rgb[at] = Math.min(255, Math.max(0, (canvas.rgb[at] ?? 0) + random.between(-12, 12)));
  }
  return encodePng(canvas);
}

import { Canvas, type Color } from '@dust/tooling/canvas';
import { encodePng, pngChunk } from '@dust/tooling/png';
import type { Random } from './random.ts';

const endChunkLength = 12;

/** A few pictures of about 20 KB each, drawn with noise so that they do not compress away. PNG bytes. */
export function drawPictures(random: Random, count: number): Buffer[] {
  return Array.from({ length: count }, () => {
    const color = (): Color => [random.between(20, 235), random.between(20, 235), random.between(20, 235)];
    const canvas = new Canvas(200, 300);
    canvas.gradient(color(), color());
    canvas.disc({ x: random.between(40, 160), y: random.between(60, 240) }, random.between(20, 60), color());
    addNoise(canvas, random);
    return encodePng(canvas);
  });
}

/** The same picture with a comment of its own: other bytes, and so another hash, for the price of a copy. */
export function vary(picture: Buffer, comment: string): Buffer {
  const chunk = pngChunk('tEXt', Buffer.from(`Comment\0${comment}`, 'latin1'));
  const end = picture.length - endChunkLength;
  return Buffer.concat([picture.subarray(0, end), chunk, picture.subarray(end)]);
}

function addNoise(canvas: Canvas, random: Random): void {
  for (let at = 0; at < canvas.rgb.length; at += 37) {
    canvas.rgb[at] = Math.min(255, Math.max(0, (canvas.rgb[at] ?? 0) + random.between(-24, 24)));
  }
}

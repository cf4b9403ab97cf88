import { describe, expect, it } from 'vitest';
import { imageSize } from '../src/index.ts';
import { pngOf } from './book-builder.ts';

function hex(...bytes: string[]): Uint8Array {
  return Buffer.from(bytes.join('').replaceAll(' ', '').padEnd(64, '0'), 'hex');
}

describe('imageSize', () => {
  it.each([
    ['image/png', pngOf(600, 800), 600, 800],
    ['image/gif', hex('474946383961 2c01 9001'), 300, 400],
    ['image/jpeg', hex('ffd8 ffe0 0006 4a464946 ffff c0 0011 08 0190 012c'), 300, 400],
    ['image/jpeg', hex('ffd8 ffe1 0004 1234 ffc2 0011 08 0190 012c'), 300, 400],
    ['image/webp', hex('52494646 00000000 57454250 56503820 00000000 000000 9d012a 2c01 9001'), 300, 400],
    ['image/webp', hex('52494646 00000000 57454250 5650384c 00000000 2f 2bc16300'), 300, 400],
    ['image/webp', hex('52494646 00000000 57454250 56503858 00000000 00000000 2b0100 8f0100'), 300, 400],
    ['image/bmp', hex('424d 00000000 00000000 00000000 28000000 2c010000 70feffff'), 300, 400],
    ['image/avif', hex('0000001c 66747970 61766966 00000000 69737065 00000000 0000012c 00000190'), 300, 400],
  ])('knows %s', (mediaType, data, width, height) => {
    expect(imageSize(data)).toEqual({ mediaType, width, height });
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a short file', hex('89504e47').subarray(0, 10)],
    ['a text', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['an image without pixels', pngOf(0, 10)],
    ['a JPEG that ends before its size', hex('ffd8 ffe0 ffff 4a46')],
    ['a JPEG without sense', hex('ffd8 ff e0 0000')],
    ['a film', hex('0000001c 66747970 6d703432 00000000')],
  ])('does not know %s', (_case, data) => {
    expect(imageSize(data)).toBeUndefined();
  });
});

import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Canvas } from './canvas.ts';
import { encodePng } from './png.ts';

test('a picture keeps its size and its first row', () => {
  const canvas = new Canvas(2, 3);
  canvas.rectangle({ x: 1, y: 0, width: 1, height: 1 }, [255, 128, 7]);
  const png = encodePng(canvas);
  const dataLength = png.readUInt32BE(33);
  const rows = inflateSync(png.subarray(41, 41 + dataLength));
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2, 3]);
  expect([...rows.subarray(0, 7)]).toEqual([2, 0, 0, 0, 255, 128, 7]);
});

test('shapes beyond the edge are cut off', () => {
  const canvas = new Canvas(4, 4);
  canvas.disc({ x: 0, y: 0 }, 50, [1, 1, 1]);
  expect(canvas.rgb.every((byte) => byte === 1)).toBe(true);
});

test('text draws something for letters and nothing for unknown characters', () => {
  const area = { x: 0, y: 0, width: 40, height: 20 };
  const lit = (text: string): boolean => {
    const canvas = new Canvas(40, 20);
    canvas.text(text, area, { color: [9, 9, 9], scale: 1 });
    return canvas.rgb.some((byte) => byte === 9);
  };
  expect({ letter: lit('é'), unknown: lit('猫') }).toEqual({ letter: true, unknown: false });
});

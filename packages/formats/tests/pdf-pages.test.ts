import { describe, expect, it } from 'vitest';
import { bytesSource, countPdfPages, drawPdfPage, readPublication, type PageBitmap } from '../src/index.ts';
import { pdfOf } from './pdf-writer.ts';

const source = bytesSource(pdfOf({ pages: 3 }));
const wish = { width: 100, maxPixels: 1_000_000 };

function pixelAt({ pixels, width }: PageBitmap, x: number, y: number): number[] {
  const at = (y * width + x) * 4;
  return [...pixels.subarray(at, at + 3)];
}

describe('pages of a PDF', () => {
  it('are counted', async () => {
    await expect(countPdfPages(source)).resolves.toBe(3);
  });

  it('are no more than any book has, whatever the file states', async () => {
    const file = Buffer.from(pdfOf({ pages: 3 })).toString('latin1');
    const boasting = (count: number) =>
      bytesSource(Buffer.from(file.replace('/Count 3', `/Count ${count}`), 'latin1'));
    await expect(countPdfPages(boasting(50_000))).resolves.toBe(50_000);
    await expect(countPdfPages(boasting(1_000_000))).rejects.toMatchObject({ reason: 'TOO_LARGE' });
    await expect(readPublication(boasting(1_000_000), { format: 'pdf' })).rejects.toMatchObject({
      reason: 'TOO_LARGE',
    });
  });

  it('are drawn as wide as wished, red first, on white paper', async () => {
    const page = await drawPdfPage(source, 1, wish);
    expect([page.width, page.height, page.pixels.length]).toEqual([100, 150, 100 * 150 * 4]);
    expect(pixelAt(page, 20, 75)).toEqual([255, 0, 0]);
    expect(pixelAt(page, 80, 75)).toEqual([255, 255, 255]);
    expect(pixelAt(await drawPdfPage(source, 2, wish), 20, 75)).toEqual([255, 255, 255]);
  });

  it('are drawn smaller than wished where they would have too many pixels', async () => {
    const long = bytesSource(pdfOf({ size: [10, 10_000] }));
    const page = await drawPdfPage(long, 1, { width: 1600, maxPixels: 1_000_000 });
    expect(page.width).toBe(32);
    expect(page.height).toBe(31_623);
  });

  it('are those that are there', async () => {
    for (const number of [0, -1, 4, 1.5, Number.MAX_SAFE_INTEGER])
      await expect(drawPdfPage(source, number, wish)).rejects.toThrow(RangeError);
  });

  it('are none of a file that is no PDF, or is damaged or locked', async () => {
    const other = bytesSource(Buffer.from('PK no PDF at all'));
    await expect(countPdfPages(other)).rejects.toMatchObject({ reason: 'TYPE_MISMATCH' });
    await expect(drawPdfPage(other, 1, wish)).rejects.toMatchObject({ reason: 'TYPE_MISMATCH' });
    const damaged = bytesSource(Buffer.from('%PDF-1.4 nothing'));
    await expect(countPdfPages(damaged)).rejects.toMatchObject({ reason: 'CORRUPT' });
  });

  it('get no more time than is allowed', async () => {
    const lines = Array.from({ length: 40_000 }, (_, index) => `${index % 200} 0 m ${index % 199} 300 l S`);
    const busy = bytesSource(pdfOf({ content: lines.join(' ') }));
    const limits = { timeoutMs: 20 };
    await expect(drawPdfPage(busy, 1, { ...wish, width: 1600, limits })).rejects.toMatchObject({
      reason: 'TIMEOUT',
    });
    await expect(drawPdfPage(source, 1, wish)).resolves.toMatchObject({ width: 100 });
  });
});

import { existsSync } from 'node:fs';
import { imageSize, openDescriptorSource, unpackPages } from '@dust/formats';
import { keptPath, writeKept } from './kept-path.ts';
import { fileNameOf, type PageKey } from './page-key.ts';
import type { OpenPages } from './page-worker.ts';

export interface UnpackTask extends OpenPages {
  /** The page to begin with, as it is in the book. */
  readonly first: PageKey;
  readonly folder: string;
  /** How much to unpack at most. */
  readonly maxBytes: number;
}

export interface UnpackedPage {
  readonly name: string;
  readonly sizeBytes: number;
}

const unpackLimitMs = 25_000;

/**
 * Unpacks pages into the folder of kept ones, where each by itself would cost unpacking all in front of it. What is done before
 * a failure stays.
 */
export async function unpackBookPages(task: UnpackTask): Promise<readonly UnpackedPage[]> {
  const { fd, format, first, folder, maxBytes } = task;
  const nameOf = (number: number): string => fileNameOf({ ...first, number });
  const unpacked: UnpackedPage[] = [];
  let restBytes = maxBytes;
  try {
    using source = openDescriptorSource(fd);
    await unpackPages(source, {
      format: format === 'pdf' ? 'cbr' : format,
      limits: { timeoutMs: unpackLimitMs, inflatedBytes: maxBytes },
      from: first.number,
      isWanted: (number) => !existsSync(keptPath(folder, nameOf(number))),
      take: (number, { data }) => {
        restBytes -= data.length;
        if (restBytes < 0) return false;
        if (imageSize(data) === undefined) return true;
        writeKept(keptPath(folder, nameOf(number)), data);
        unpacked.push({ name: nameOf(number), sizeBytes: data.length });
        return true;
      },
    });
  } catch {
    // Whoever asks for a page that is missing now meets the reason then.
  }
  return unpacked;
}

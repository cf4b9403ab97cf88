import type { ByteSource } from './byte-source.ts';

/** Of a file, of an archive without files, and of one that was meant to be split. */
const ZIP_MARKS: ReadonlySet<string> = new Set(['PK\u0003\u0004', 'PK\u0005\u0006', 'PK\u0007\u0008']);

/** Whether the file begins as ZIP archives do. */
export function isZip(source: ByteSource): boolean {
  return ZIP_MARKS.has(headOf(source, 4));
}

/** Whether the file begins as RAR archives of versions 4 and 5 do. */
export function isRar(source: ByteSource): boolean {
  return headOf(source, 7).startsWith('Rar!\u001a\u0007');
}

/** Whether the head of the file has the mark of a PDF. */
export function isPdf(source: ByteSource): boolean {
  return headOf(source, 1024).includes('%PDF-');
}

/** Whether the file is a Palm database of a book. */
export function isMobi(source: ByteSource): boolean {
  const type = headOf(source, 68).slice(60);
  return type === 'BOOKMOBI' || type === 'TEXtREAd';
}

/** Whether the file begins as DjVu documents do. */
export function isDjvu(source: ByteSource): boolean {
  return headOf(source, 8) === 'AT&TFORM';
}

function headOf(source: ByteSource, length: number): string {
  const head = source.read(0, length);
  return Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
}

import { crc32, deflateSync } from 'node:zlib';

/** Rows of pixels of four bytes: blue, green, red, unused. */
export interface Bitmap {
  readonly bgrx: Uint8Array;
  readonly strideBytes: number;
  readonly width: number;
  readonly height: number;
}

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const FILTER_UP = 2;
/** Twice the speed of the default for a file a tenth larger. */
const DEFLATE_LEVEL = 3;

/** A PNG of these pixels: in colour, or in shades of grey if there is no colour. */
export function encodePng(bitmap: Bitmap): Uint8Array {
  const channels = isGrey(bitmap) ? 1 : 3;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(bitmap.width, 0);
  header.writeUInt32BE(bitmap.height, 4);
  header[8] = 8;
  header[9] = channels === 1 ? 0 : 2;
  const rows = deflateSync(filteredRows(bitmap, channels), { level: DEFLATE_LEVEL });
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function isGrey({ bgrx, strideBytes, width, height }: Bitmap): boolean {
  for (let y = 0; y < height; y += 1) {
    const end = y * strideBytes + width * 4;
    for (let at = y * strideBytes; at < end; at += 4) {
      if (bgrx[at] !== bgrx[at + 1] || bgrx[at] !== bgrx[at + 2]) return false;
    }
  }
  return true;
}

/** Every byte as its difference from the one above: paper is mostly the same. */
function filteredRows({ bgrx, strideBytes, width, height }: Bitmap, channels: 1 | 3): Uint8Array {
  const rows = new Uint8Array((width * channels + 1) * height);
  let to = 0;
  for (let y = 0; y < height; y += 1) {
    rows[to] = FILTER_UP;
    to += 1;
    for (let x = 0; x < width; x += 1) {
      const at = y * strideBytes + x * 4;
      for (let channel = channels - 1; channel >= 0; channel -= 1) {
        const above = y === 0 ? 0 : (bgrx[at - strideBytes + channel] ?? 0);
        rows[to] = (bgrx[at + channel] ?? 0) - above;
        to += 1;
      }
    }
  }
  return rows;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

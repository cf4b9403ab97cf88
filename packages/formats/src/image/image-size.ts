import { viewOf } from '../byte-view.ts';
import { jpegSize } from './jpeg-size.ts';
import { webpSize } from './webp-size.ts';

export interface ImageSize {
  readonly mediaType: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/**
 * Type and size of a JPEG, PNG, GIF, WebP, BMP or AVIF image by its header; undefined for anything else, and for an
 * image without pixels. Whether the rest is intact is not looked at.
 */
export function imageSize(data: Uint8Array): ImageSize | undefined {
  const view = viewOf(data);
  if (view.byteLength < 16) return undefined;
  const size = sizeBySignature(view, data);
  return size !== undefined && size.width > 0 && size.height > 0 ? size : undefined;
}

function sizeBySignature(view: DataView, data: Uint8Array): ImageSize | undefined {
  const signature = view.getUint32(0);
  if (signature >>> 8 === 0xffd8ff) return typed('image/jpeg', jpegSize(view));
  if (signature === 0x89504e47) return typed('image/png', pngSize(view));
  if (signature === 0x47494638) {
    return { mediaType: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
  }
  if (signature === 0x52494646 && view.getUint32(8) === 0x57454250) {
    return typed('image/webp', webpSize(view));
  }
  if (signature >>> 16 === 0x424d) return typed('image/bmp', bmpSize(view));
  if (view.getUint32(4) === 0x66747970) return typed('image/avif', avifSize(view, data));
  return undefined;
}

/** Width and height in pixels. */
export type Dimensions = readonly [width: number, height: number];

function typed(mediaType: string, size: Dimensions | undefined): ImageSize | undefined {
  return size === undefined ? undefined : { mediaType, width: size[0], height: size[1] };
}

function pngSize(view: DataView): Dimensions | undefined {
  if (view.byteLength < 24 || view.getUint32(12) !== 0x49484452) return undefined;
  return [view.getUint32(16), view.getUint32(20)];
}

function bmpSize(view: DataView): Dimensions | undefined {
  if (view.byteLength < 26) return undefined;
  return [Math.abs(view.getInt32(18, true)), Math.abs(view.getInt32(22, true))];
}

/** The first `ispe` (image spatial extent) property within the first 4 KiB. */
function avifSize(view: DataView, data: Uint8Array): Dimensions | undefined {
  const head = Buffer.from(data.buffer, data.byteOffset, Math.min(data.byteLength, 4096));
  if (!/^avi[fs]/.test(head.toString('latin1', 8, 12)) && !head.toString('latin1', 16, 64).includes('avif'))
    return undefined;
  const at = head.indexOf('ispe');
  if (at === -1 || at + 16 > head.byteLength) return undefined;
  return [view.getUint32(at + 8), view.getUint32(at + 12)];
}

const MEDIA_TYPES: ReadonlyMap<string, string> = new Map([
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['jpe', 'image/jpeg'],
  ['jfif', 'image/jpeg'],
  ['png', 'image/png'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
  ['avif', 'image/avif'],
  ['bmp', 'image/bmp'],
  ['jxl', 'image/jxl'],
  ['heic', 'image/heic'],
  ['tif', 'image/tiff'],
  ['tiff', 'image/tiff'],
]);
const COVER_TYPES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);

/** The media type of a raster image by the extension of its name; undefined if it is none. */
export function imageTypeOfName(name: string): string | undefined {
  return MEDIA_TYPES.get(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
}

/** Whether images of this type can be covers. */
export function isCoverType(mediaType: string | undefined): mediaType is string {
  return mediaType !== undefined && COVER_TYPES.has(mediaType);
}

export const coverWidths = [160, 320, 640, 1280] as const;
export type CoverWidth = (typeof coverWidths)[number];

export const resizedTypes = ['image/webp', 'image/avif', 'image/jpeg'] as const;
export type ResizedType = (typeof resizedTypes)[number];

/**
 * The type to resize to: of WebP, AVIF and JPEG the explicitly named one of highest weight, ties in that order; JPEG if none
 * is named.
 */
export function chooseType(accept: string | undefined): ResizedType {
  let best: { readonly type: ResizedType; readonly weight: number } | undefined;
  for (const type of resizedTypes) {
    const weight = weightOf(accept ?? '', type);
    if (weight > (best?.weight ?? 0)) best = { type, weight };
  }
  return best?.type ?? 'image/jpeg';
}

function weightOf(accept: string, type: string): number {
  for (const part of accept.toLowerCase().split(',')) {
    const [name, ...parameters] = part.split(';').map((piece) => piece.trim());
    if (name !== type) continue;
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    return weight === undefined ? 1 : Number(weight.slice(2)) || 0;
  }
  return 0;
}

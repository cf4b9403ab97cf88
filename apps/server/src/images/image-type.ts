/** Types that images are made in. */
export type ImageType = 'image/webp' | 'image/avif' | 'image/jpeg' | 'image/png';

export type AcceptableType = Exclude<ImageType, 'image/png'>;
const acceptable: readonly AcceptableType[] = ['image/webp', 'image/avif', 'image/jpeg'];

/**
 * The type to resize to: of WebP, AVIF and JPEG the explicitly named one of highest weight, ties in that order; JPEG if none
 * is named.
 */
export function chooseType(accept: string | undefined): AcceptableType {
  let best: { readonly type: AcceptableType; readonly weight: number } | undefined;
  for (const type of acceptable) {
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

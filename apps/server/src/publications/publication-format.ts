import type { ManifestProfile } from '@dust/opds';

/** Formats of books that are read as web publications. */
export type PublicationFormat = 'epub' | 'pdf' | 'cbz' | 'cbr';

export function publicationFormatOf(format: string | null): PublicationFormat | undefined {
  return format === 'epub' || format === 'pdf' || format === 'cbz' || format === 'cbr' ? format : undefined;
}

export function profileOf(format: PublicationFormat): ManifestProfile {
  return format === 'epub' || format === 'pdf' ? format : 'divina';
}

import type { EpubBook } from '../files/epub.ts';
import type { CoverDesign } from './cover.ts';

/** A book of the sample library; the cover is drawn from its design, the identifier made from its place. */
export interface SampleBook extends Omit<EpubBook, 'cover' | 'identifier'> {
  /** Base name of the file, without extension. */
  readonly fileName: string;
  readonly design: Omit<CoverDesign, 'title' | 'author'> & {
    /** For the cover where the title or the name has other than Latin letters. */
    readonly coverTitle?: string;
    readonly coverAuthor?: string;
  };
}

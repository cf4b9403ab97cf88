import type { DescriptiveTexts } from './genres.ts';
import { matchPhrases } from './phrases.ts';

export type ContentRating = 'NSFW' | 'Mature' | 'Teen' | 'All Ages';

const AGE_RATINGS: ReadonlyMap<string, ContentRating> = new Map([
  ['adults only 18+', 'NSFW'],
  ['x18+', 'NSFW'],
  ['r18+', 'NSFW'],
  ['mature 17+', 'Mature'],
  ['m', 'Mature'],
  ['ma15+', 'Mature'],
  ['teen', 'Teen'],
  ['everyone', 'All Ages'],
  ['everyone 10+', 'All Ages'],
  ['kids to adults', 'All Ages'],
  ['early childhood', 'All Ages'],
  ['g', 'All Ages'],
  ['pg', 'All Ages'],
]);

const WORDS: readonly (readonly [ContentRating, readonly string[]])[] = [
  ['NSFW', ['adult', 'explicit', 'erotic', 'xxx', 'nsfw']],
  ['Mature', ['mature', 'violence', 'blood', 'gore']],
  ['Teen', ['young adult', 'teen', 'teenager']],
];

// "young adult" is the longest phrase, so that its "adult" is used up and says nothing about the rating.
const matcher = matchPhrases(WORDS.flatMap(([, words]) => words));

export interface RatingInput extends DescriptiveTexts {
  /** The maturity statement of the file, verbatim. */
  readonly ageRating: string | null;
  /** Whether an outside catalogue calls the book mature. */
  readonly isMatureByCatalogue?: boolean;
}

/** The one content rating of a book. */
export function contentRatingOf(input: RatingInput): ContentRating {
  const stated = AGE_RATINGS.get(input.ageRating?.trim().toLowerCase() ?? '');
  if (stated !== undefined) return stated;
  const found = matcher.find([input.title, ...input.subjects, input.description ?? ''].join(' | '));
  const rating = WORDS.find(([, words]) => words.some((word) => found.has(word)))?.[0] ?? 'All Ages';
  return input.isMatureByCatalogue === true && rating !== 'NSFW' ? 'Mature' : rating;
}

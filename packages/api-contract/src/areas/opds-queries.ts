import { Type, type Static } from 'typebox';
import { bookSorts } from './books.ts';

/** Entries on a page of a catalogue, if the query does not say. */
export const feedPageSize = 50;

const feedPaging = {
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 500, description: `entries on a page, ${feedPageSize} if left out` }),
  ),
  cursor: Type.Optional(Type.String({ description: 'of a link to another page' })),
};

/** Reading states of {@link FeedQuery}. */
export const readingStates = ['unread', 'reading', 'completed'] as const;

const filters = {
  format: Type.Optional(Type.String({ description: 'as `epub`' })),
  language: Type.Optional(Type.String({ description: 'exactly as the books have it' })),
  genre: Type.Optional(Type.String({ description: 'name of a genre' })),
  status: Type.Optional(
    Type.Enum(readingStates, { type: 'string', description: 'how far the caller has read' }),
  ),
};

/** A page of a catalogue. */
export const FeedPage = Type.Object(feedPaging);
export type FeedPage = Static<typeof FeedPage>;

/** A page of the newest books, narrowed down. */
export const FeedQuery = Type.Object({ ...feedPaging, ...filters });
export type FeedQuery = Static<typeof FeedQuery>;

/** A page of all books, searched and narrowed down. */
export const BookFeedQuery = Type.Object({
  ...feedPaging,
  q: Type.Optional(Type.String({ maxLength: 200, description: 'every word must start a word of the book' })),
  sort: Type.Optional(Type.Enum(bookSorts, { type: 'string' })),
  ...filters,
});
export type BookFeedQuery = Static<typeof BookFeedQuery>;

/** A page of the books with one name of something in common. */
export const NamedFeedQuery = Type.Object({
  ...feedPaging,
  name: Type.String({ description: 'exactly as the books have it' }),
});
export type NamedFeedQuery = Static<typeof NamedFeedQuery>;

/** Search of OPDS 2.0, which fixes the name of its parameter. */
export const SearchFeedQuery = Type.Object({
  ...feedPaging,
  query: Type.Optional(
    Type.String({ maxLength: 200, description: 'every word must start a word of the book' }),
  ),
});
export type SearchFeedQuery = Static<typeof SearchFeedQuery>;

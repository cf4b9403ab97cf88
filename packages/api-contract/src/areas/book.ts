import { Type, type Static } from 'typebox';
import { Id, NullableInteger, NullableText, NullableTime, page, Time } from '../common.ts';
import { Nullable } from '../schemas.ts';
import { TagRef } from './tags.ts';

export const AuthorRef = Type.Object({ id: Id, name: Type.String() }, { title: 'AuthorRef' });
export type AuthorRef = Static<typeof AuthorRef>;

export const bookStatuses = ['active', 'archived'] as const;

/** One shape everywhere: lists, detail, nested in reading items, events. */
export const Book = Type.Object(
  {
    id: Id,
    name: Type.String({ description: 'title' }),
    author: AuthorRef,
    filepath: Type.String({ description: 'relative to its library directory' }),
    file_format: Nullable(Type.String({ description: '`epub`, `pdf`, `mobi`, `azw3`, `cbz`, `cbr`, …' })),
    file_size: Nullable(Type.Integer({ description: 'bytes' })),
    page_count: NullableInteger,
    isbn: Nullable(Type.String({ description: 'digits only, the last may be `X`' })),
    publication_date: Nullable(Type.String({ description: '`1925`, `1925-04` or `1925-04-10`' })),
    publisher: NullableText,
    description: Nullable(Type.String({ description: 'plain text' })),
    language: Nullable(Type.String({ description: 'BCP 47' })),
    series: Nullable(Type.String({ description: 'series name' })),
    series_number: Nullable(Type.Number()),
    genre: Type.Array(Type.String(), { description: 'names of the tags of category `genre`, by name' }),
    tags: Type.Array(TagRef),
    cover_image_path: Nullable(Type.String({ description: 'signed, relative to the server URL' })),
    cover_image_url: Nullable(Type.String({ description: 'signed, absolute' })),
    status: Type.Enum(bookStatuses, { type: 'string' }),
    archived_at: NullableTime,
    archive_reason: NullableText,
    created_at: Time,
    updated_at: Time,
  },
  { title: 'Book' },
);
export type Book = Static<typeof Book>;

/** A page of books. */
export const Books = Type.Object({ books: Type.Array(Book), ...page }, { title: 'Books' });
export type Books = Static<typeof Books>;

/** What `INVALID_ID` says of a book's path parameter. */
export const bookNoun = { id: 'book ID' } as const;

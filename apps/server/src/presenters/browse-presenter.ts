import type { Author, Genre, Series } from '@dust/api-contract';
import type { AuthorRecord, GenreRecord, SeriesRecord } from '@dust/books-core';
import { toIsoTime } from '@dust/db';
import type { BookPresenter } from './book-presenter.ts';
import { shownTime } from './shown-time.ts';

export function presentAuthor(author: AuthorRecord): Author {
  return {
    id: author.id,
    name: author.name,
    biography: author.biography,
    birth_date: author.birthDate,
    death_date: author.deathDate,
    nationality: author.nationality,
    image_url: author.imageUrl,
    wikipedia_url: author.wikipediaUrl,
    goodreads_url: author.goodreadsUrl,
    website: author.website,
    aliases: [...author.aliases],
    genres: [...author.genres],
    created_at: toIsoTime(author.createdAt),
    updated_at: toIsoTime(author.updatedAt),
    bookCount: author.bookCount,
  };
}

export function presentGenre({ id, name, description, color, bookCount }: GenreRecord): Genre {
  return { id, name, description, color, bookCount };
}

/** A series, shown with the cover of its first visible book. */
export function presentSeries(
  series: SeriesRecord,
  { books, base }: { readonly books: BookPresenter; readonly base: string },
): Series {
  const createdAt = shownTime(series.createdAt);
  const cover =
    series.firstBook === null
      ? { cover_image_path: null, cover_image_url: null }
      : books.cover(series.firstBook, base);
  return {
    id: series.id,
    name: series.name,
    bookCount: series.bookCount,
    ...cover,
    created_at: createdAt,
    updated_at: toIsoTime(series.updatedAt) ?? createdAt,
  };
}

/** There is no book with this id. */
export class BookNotFoundError extends Error {
  readonly code = 'BOOK_NOT_FOUND';

  constructor() {
    super('Book not found');
  }
}

/** The book or tag exists, and the caller lacks what the named tag requires. */
export class ContentRestrictedError extends Error {
  readonly code = 'CONTENT_RESTRICTED';

  constructor(tagName: string) {
    super(`Access denied: Missing permission for ${tagName} content`);
  }
}

/** There is no author with this id, or the caller can see none of the author's books. */
export class AuthorNotFoundError extends Error {
  readonly code = 'AUTHOR_NOT_FOUND';

  constructor() {
    super('Author not found');
  }
}

/** There is no tag of category `genre` with this id. */
export class GenreNotFoundError extends Error {
  readonly code = 'GENRE_NOT_FOUND';

  constructor() {
    super('Genre not found');
  }
}

/** There is no series with this id of which the caller can see a book. */
export class SeriesNotFoundError extends Error {
  readonly code = 'SERIES_NOT_FOUND';

  constructor() {
    super('Series not found');
  }
}

export class TagNotFoundError extends Error {
  readonly code = 'TAG_NOT_FOUND';

  constructor() {
    super('Tag not found');
  }
}

/** Another tag has this name, if only in another case. */
export class TagExistsError extends Error {
  readonly code = 'TAG_EXISTS';

  constructor() {
    super('Tag already exists');
  }
}

export class TagAlreadyAppliedError extends Error {
  readonly code = 'TAG_ALREADY_APPLIED';

  constructor(tagName: string, bookId: number) {
    super(`Tag ${tagName} is already on book ${bookId}`);
  }
}

/** A seeded tag keeps its name and category, and stays. */
export class BuiltInTagError extends Error {
  readonly code = 'BUILT_IN';

  constructor() {
    super('Built-in tags cannot be renamed or deleted');
  }
}

export class UnknownPermissionError extends Error {
  readonly code = 'UNKNOWN_PERMISSION';

  constructor(name: string) {
    super(`Unknown permission: ${name}`);
  }
}

/** A value of a change that no book or tag can have; `field` names the property. */
export class InvalidChangeError extends Error {
  readonly code = 'VALIDATION_ERROR';
  readonly field: string;
  readonly problem: string;

  constructor(field: string, problem: string, options?: ErrorOptions) {
    super('Invalid request', options);
    this.field = field;
    this.problem = problem;
  }
}

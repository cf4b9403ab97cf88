/** The full-text index over books. Contentless: it can be rebuilt from the tables at any time. */
export const searchTable = `CREATE VIRTUAL TABLE books_fts USING fts5(
  title, author, series, description, isbn, publisher, creators, tags,
  content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='2 3'
)`;

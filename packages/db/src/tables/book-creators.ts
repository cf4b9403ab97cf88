/** Everyone who made a book, in the order the file names them; `books.author` stays the first author. */
export interface BookCreatorsTable {
  book_id: number;
  position: number;
  name: string;
  /** MARC relator code: `aut`, `ill`, `trl` … */
  role: string;
  file_as: string | null;
}

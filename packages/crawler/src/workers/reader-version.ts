/**
 * Counts what readers, and the rules that derive a book from what they find, have learnt. To be raised when they find more or
 * other things in files than before: all books are then read anew in the background.
 */
export const READER_VERSION = 2;

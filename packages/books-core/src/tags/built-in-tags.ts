/** Names of the tags that every library has from the start. */
const builtInNames: ReadonlySet<string> = new Set([
  ...['NSFW', 'Adult', 'Mature', 'Teen', 'All Ages'],
  ...[
    'Cooking',
    'Magic',
    'Fiction',
    'Non-Fiction',
    'Biography',
    'History',
    'Science',
    'Technology',
    'Self-Help',
  ],
  ...['Romance', 'Mystery', 'Thriller', 'Horror', 'Fantasy', 'Sci-Fi'],
  ...['PDF', 'EPUB', 'MOBI', 'AZW3', 'CBR', 'CBZ'],
  ...['Series', 'Standalone', 'Reference', 'Textbook'],
  ...['New Addition', 'Featured', 'Popular', 'Recommended'],
  ...['English', 'Spanish', 'French', 'German', 'Japanese'],
]);

/** Whether the tag of this name is one that Dust itself gives, or that decides who sees a book. */
export function isBuiltIn(tagName: string): boolean {
  return builtInNames.has(tagName);
}

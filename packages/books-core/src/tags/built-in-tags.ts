const names = `NSFW, Adult, Mature, Teen, All Ages, Cooking, Magic, Fiction, Non-Fiction, Biography, History, Science, Technology,
  Self-Help, Romance, Mystery, Thriller, Horror, Fantasy, Sci-Fi, PDF, EPUB, MOBI, AZW3, CBR, CBZ, Series, Standalone, Reference,
  Textbook, New Addition, Featured, Popular, Recommended, English, Spanish, French, German, Japanese`;

/** Names of the tags that every library has from the start. */
export const builtInTagNames: ReadonlySet<string> = new Set(names.split(/,\s+/));

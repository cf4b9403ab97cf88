import { matchPhrases, type PhraseMatcher } from './phrases.ts';

type GenreWords = Readonly<Record<string, readonly string[]>>;

const KEYWORDS: GenreWords = {
  Cooking: ['cooking', 'recipe', 'kitchen', 'chef', 'culinary', 'food'],
  Magic: ['magic', 'illusion', 'trick', 'magician', 'prestidigitation'],
  Romance: ['romance', 'love', 'romantic'],
  Mystery: ['mystery', 'detective', 'crime', 'murder'],
  Fantasy: ['fantasy', 'dragon', 'wizard', 'magic', 'quest'],
  'Sci-Fi': ['science fiction', 'sci-fi', 'space', 'alien', 'future'],
  Horror: ['horror', 'scary', 'ghost', 'vampire', 'zombie'],
  Biography: ['biography', 'memoir', 'life of', 'autobiography'],
  History: ['history', 'historical', 'war', 'ancient'],
  'Self-Help': ['self-help', 'improvement', 'success', 'productivity'],
  Technology: ['technology', 'programming', 'computer', 'software'],
  Science: ['science', 'physics', 'chemistry', 'biology', 'research'],
};

const SUBJECT_WORDS: GenreWords = {
  Fiction: ['fiction'],
  'Non-Fiction': ['non-fiction', 'nonfiction'],
  'Sci-Fi': ['scifi'],
  Biography: ['biographies', 'memoirs'],
  Technology: ['computers'],
  Cooking: ['cookery', 'recipes'],
  Thriller: ['thriller', 'thrillers'],
};

/** The texts genres and ratings are derived from; never a path. */
export interface DescriptiveTexts {
  readonly title: string;
  readonly subjects: readonly string[];
  readonly description: string | null;
}

class GenreTable {
  readonly #genres = new Map<string, Set<string>>();
  readonly #matcher: PhraseMatcher;

  constructor(...tables: readonly GenreWords[]) {
    for (const [genre, words] of tables.flatMap((table) => Object.entries(table))) {
      for (const word of words) {
        const phrase = word.replaceAll('-', ' ');
        const genres = this.#genres.get(phrase) ?? new Set();
        this.#genres.set(phrase, genres.add(genre));
      }
    }
    this.#matcher = matchPhrases(this.#genres.keys());
  }

  genresIn(text: string): string[] {
    return [...this.#matcher.find(text)].flatMap((phrase) => [...(this.#genres.get(phrase) ?? [])]);
  }
}

const keywordTable = new GenreTable(KEYWORDS);
const subjectTable = new GenreTable(KEYWORDS, SUBJECT_WORDS);

/**
 * Genres by subjects and title; only if both give none by the description, from which a restricted genre is never derived: an
 * ordinary novel must not vanish because of its blurb.
 *
 * @param restricted genres whose tag requires a permission
 */
export function genresOf(texts: DescriptiveTexts, restricted: ReadonlySet<string>): string[] {
  const stated = new Set([
    ...texts.subjects.flatMap((subject) => subjectTable.genresIn(subject)),
    ...keywordTable.genresIn(texts.title),
  ]);
  if (stated.size > 0) return [...stated].sort();
  const described = new Set(keywordTable.genresIn(texts.description ?? ''));
  return [...described].filter((genre) => !restricted.has(genre)).sort();
}

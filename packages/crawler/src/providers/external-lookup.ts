import type { Db } from '@dust/db';
import type { AuthorDetails } from '../metadata/author-details.ts';
import type { ExternalFacts } from '../metadata/external-facts.ts';
import { freshAuthors } from './author-cache.ts';
import { isSamePerson } from './author-names.ts';
import { freshAnswers, saveAnswer } from './lookup-cache.ts';
import { PoliteRequests, type RequestOptions } from './polite-requests.ts';
import type { AuthorPages, MetadataProvider } from './provider.ts';

export interface ExternalLookupOptions extends RequestOptions {
  readonly db: Db;
  /** In the order in which they are asked. */
  readonly providers: readonly MetadataProvider[];
}

export interface LookupResult {
  readonly facts: ExternalFacts | null;
  /** Sentences for people about catalogues that did not answer. */
  readonly failures: readonly string[];
}

/** Asks catalogues about ISBNs and the authors of those books, and never again what they have answered lately. */
export class ExternalLookup {
  readonly #options: ExternalLookupOptions;
  readonly #requests: PoliteRequests;

  constructor(options: ExternalLookupOptions) {
    this.#options = options;
    this.#requests = new PoliteRequests(options);
  }

  /** Names of the catalogues in their order. */
  get sources(): readonly string[] {
    return this.#options.providers.map(({ name }) => name);
  }

  /** Whether nothing new is to be expected from asking about the ISBN. */
  async isSettled(isbn: string): Promise<boolean> {
    const answers = (await freshAnswers(this.#options.db, isbn, this.#options.clock())).filter(({ source }) =>
      this.sources.includes(source),
    );
    return answers.some(({ facts }) => facts !== null) || answers.length === this.sources.length;
  }

  /** What the first catalogue that knows the ISBN says. Rejects only with the signal's reason. */
  async find(
    isbn: string,
    { ignoresCache = false }: { readonly ignoresCache?: boolean } = {},
  ): Promise<LookupResult> {
    const failures: string[] = [];
    for (const provider of this.#options.providers) {
      const known = ignoresCache ? undefined : await this.#known(provider, isbn);
      const answer = known ?? (await this.#ask(provider, isbn));
      if (answer === null) failures.push(`The catalogue ${provider.name} did not answer.`);
      else if (answer.facts !== null) return { facts: answer.facts, failures };
    }
    return { facts: null, failures };
  }

  /**
   * What a catalogue tells about the author of books with these ISBNs. Only the first that it was not asked about lately is
   * asked about. Rejects only with the signal's reason, and when the database does.
   */
  async findAuthor(name: string, isbns: readonly string[]): Promise<AuthorDetails | null> {
    const { db, providers, clock } = this.#options;
    for (const provider of providers) {
      if (provider.authors === undefined) continue;
      const source = `${provider.name}-author`;
      const known = await freshAuthors(db, { isbns, source, now: clock() });
      const found = [...known.values()].find((details) => details !== null && isNamed(details, name));
      if (found !== undefined) return found;
      const isbn = isbns.find((number) => !known.has(number));
      if (isbn === undefined) continue;
      const answer = await this.#askAuthor(provider, isbn, name);
      if (answer === null) continue;
      await saveAnswer(db, isbn, { source, data: answer.details, now: clock() });
      if (answer.details !== null) return answer.details;
    }
    return null;
  }

  async #askAuthor(
    provider: MetadataProvider,
    isbn: string,
    name: string,
  ): Promise<{ details: AuthorDetails | null } | null> {
    const book = (await this.#known(provider, isbn)) ?? (await this.#ask(provider, isbn));
    if (book === null) return null;
    const author = book.facts?.authorKeys.find((other) => isSamePerson(other.name, name));
    if (author === undefined || provider.authors === undefined) return { details: null };
    const page = await this.#authorPage(provider.name, provider.authors, author.key);
    if (page === null) return null;
    const details = provider.authors.parse(page.answer);
    // What has been joined with somebody else may bear another name by now.
    return { details: details !== null && isNamed(details, name) ? details : null };
  }

  async #authorPage(catalogue: string, pages: AuthorPages, key: string): Promise<{ answer: unknown } | null> {
    const page = await this.#requests.get(catalogue, pages.url(key), (answer) => ({ answer }));
    const movedTo = page === null ? null : pages.movedTo(page.answer);
    if (movedTo === null) return page;
    return this.#requests.get(catalogue, pages.url(movedTo), (answer) => ({ answer }));
  }

  async #known(
    { name }: MetadataProvider,
    isbn: string,
  ): Promise<{ facts: ExternalFacts | null } | undefined> {
    const { db, clock } = this.#options;
    return (await freshAnswers(db, isbn, clock())).find(({ source }) => source === name);
  }

  async #ask(provider: MetadataProvider, isbn: string): Promise<{ facts: ExternalFacts | null } | null> {
    const { db, clock } = this.#options;
    return this.#requests.get(provider.name, provider.url(isbn), async (answer) => {
      const facts = provider.parse(answer, isbn);
      await saveAnswer(db, isbn, { source: provider.name, data: facts, now: clock() });
      return { facts };
    });
  }
}

function isNamed({ names }: AuthorDetails, name: string): boolean {
  return names.some((other) => isSamePerson(other, name));
}

import { parseArgs } from 'node:util';

const sections = [
  'start',
  'scan',
  'http',
  'opds',
  'publications',
  'kosync',
  'pages',
  'memory',
  'stalls',
] as const;

export type Section = (typeof sections)[number];

export interface BenchOptions {
  readonly books: number;
  readonly seed: number;
  readonly isSmall: boolean;
  readonly isEpubOnly: boolean;
  /** More and longer rounds. */
  readonly isFull: boolean;
  readonly sections: ReadonlySet<Section>;
  /** Where the figures go as JSON. */
  readonly jsonFile: string | undefined;
}

export const usage = `usage: npm run bench -- [options]
  --books N       1000 (default), 10000, 100000 or any other number
  --full          more and longer rounds
  --only A,B      of ${sections.join(', ')}
  --small         files of about 26 KB
  --epub-only     no comics and PDFs
  --seed N        another library
  --json FILE     where the figures go (default: bench/results/books-N.json)`;

/** Throws with one sentence when something is not understood. */
export function parseOptions(args: readonly string[]): BenchOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      books: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      small: { type: 'boolean', default: false },
      'epub-only': { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      only: { type: 'string', default: sections.join(',') },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  return {
    books: wholeNumber('books', values.books),
    seed: wholeNumber('seed', values.seed),
    isSmall: values.small,
    isEpubOnly: values['epub-only'],
    isFull: values.full,
    sections: new Set(values.only.split(',').map(section)),
    jsonFile: values.json,
  };
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} must be a whole number above 0`);
  return value;
}

function section(name: string): Section {
  const found = sections.find((one) => one === name.trim());
  if (found === undefined) throw new Error(`--only knows ${sections.join(', ')}, not ${name}`);
  return found;
}

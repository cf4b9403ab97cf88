import { parseArgs } from 'node:util';
import { cacheFolder } from '../cache-folder.ts';
import { ensureLibrary } from './make-library.ts';

const { values } = parseArgs({
  options: {
    books: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    small: { type: 'boolean', default: false },
    'epub-only': { type: 'boolean', default: false },
  },
});

const { folder, madeInMs } = ensureLibrary(cacheFolder(), {
  books: Number(values.books),
  seed: Number(values.seed),
  isSmall: values.small,
  isEpubOnly: values['epub-only'],
});
console.log(`${folder} (${(madeInMs / 1000).toFixed(1)} s)`);

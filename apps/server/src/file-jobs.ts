/** What the threads of the file pool can do, by name. */
export { listBookPages, readBookPage } from './book-pages/page-worker.ts';
export { unpackBookPages } from './book-pages/unpack-worker.ts';
export { describePublication } from './publications/publication-job.ts';
export { makeCover } from './covers/image-worker.ts';

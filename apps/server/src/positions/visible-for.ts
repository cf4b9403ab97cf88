import { viewerArguments, visibleTo, type Viewer } from '@dust/books-core';
import type { VisibleBooks } from '@dust/progress';

/** The books that exist for somebody, as the lists and documents of what they read ask for them. */
export function visibleFor(viewer: Viewer): VisibleBooks {
  return { condition: visibleTo, sight: viewerArguments(viewer) };
}

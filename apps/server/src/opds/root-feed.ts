import type { NavigationEntry } from '@dust/opds';
import { feedHead, timeOf } from './feed-head.ts';
import { hrefOf } from './feed-request.ts';
import type { FeedRoute } from './feed-route.ts';

type Step = Pick<NavigationEntry, 'title' | 'kind' | 'summary'> &
  Partial<Pick<NavigationEntry, 'rel'>> & { readonly path: string };

const steps: readonly Step[] = [
  { path: '/books', title: 'All books', kind: 'acquisition', summary: 'By title' },
  { path: '/new', title: 'New', kind: 'acquisition', rel: 'new', summary: 'Latest additions first' },
  { path: '/reading', title: 'Currently reading', kind: 'acquisition', summary: 'What you have begun' },
  {
    path: '/next',
    title: 'Read next',
    kind: 'acquisition',
    summary: 'The next book of each series you are reading',
  },
  { path: '/authors', title: 'Authors', kind: 'navigation', summary: 'Books by author' },
  { path: '/series', title: 'Series', kind: 'navigation', summary: 'Books by series' },
  { path: '/genres', title: 'Genres', kind: 'navigation', summary: 'Books by genre' },
  { path: '/tags', title: 'Tags', kind: 'navigation', summary: 'Books by tag' },
  { path: '/publishers', title: 'Publishers', kind: 'navigation', summary: 'Books by publisher' },
  { path: '/languages', title: 'Languages', kind: 'navigation', summary: 'Books by language' },
];

/** Where every catalogue begins. */
export const rootFeed: FeedRoute<undefined, undefined> = {
  name: 'root',
  kind: 'navigation',
  isShared: () => true,
  make: async (request) => {
    const updatedAt = timeOf(request.services.clock());
    const head = feedHead(request, {
      id: 'root',
      title: 'Dust',
      kind: 'navigation',
      place: { path: '' },
      up: null,
      updatedAt,
    });
    const navigation = steps.map(({ path, ...step }) => ({
      ...step,
      id: `urn:dust${path.replaceAll('/', ':')}`,
      href: hrefOf(request, { path }),
      updatedAt,
    }));
    return { ...head, navigation };
  },
};

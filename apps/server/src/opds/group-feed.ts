import type { FeedPage } from '@dust/api-contract';
import type { Page } from '@dust/books-core';
import type { Feed } from '@dust/opds';
import { cutName } from './cut-text.ts';
import { feedHead, pageOf, pagingOf, timeOf } from './feed-head.ts';
import { hrefOf, type FeedPlace, type FeedRequest } from './feed-request.ts';
import type { FeedRoute } from './feed-route.ts';

/** A step from a list of groups to the books of one of them. */
export interface GroupStep {
  /** What follows `urn:dust:`. */
  readonly id: string;
  readonly title: string;
  readonly place: FeedPlace;
  readonly bookCount: number;
  /** `YYYY-MM-DDTHH:MM:SSZ`, where it is known. */
  readonly updatedAt?: string | null;
}

interface GroupList<Group> {
  readonly path: `/${string}`;
  readonly title: string;
  readonly read: (request: FeedRequest, page: ReturnType<typeof pageOf>) => Promise<Page<Group>>;
  readonly toStep: (group: Group) => GroupStep;
}

export type GroupFeed = FeedRoute<undefined, FeedPage>;

/** The navigation feed of a list of groups. */
export function groupFeed<Group>(list: GroupList<Group>): GroupFeed {
  return {
    name: list.path,
    kind: 'navigation',
    isShared: () => true,
    make: async (request) => {
      const page = await list.read(request, pageOf(request.query));
      return toFeed(request, list, page.items.map(list.toStep), page);
    },
  };
}

function toFeed(
  request: FeedRequest<undefined, FeedPage>,
  { path, title }: Pick<GroupList<unknown>, 'path' | 'title'>,
  steps: readonly GroupStep[],
  page: Page<unknown>,
): Feed {
  const place = { path, query: request.query };
  const now = timeOf(request.services.clock());
  const head = {
    id: path.slice(1),
    title,
    kind: 'navigation',
    place,
    up: { path: '', kind: 'navigation' },
    updatedAt: now,
  } as const;
  return {
    ...feedHead(request, head),
    paging: pagingOf(request, place, page),
    navigation: steps.map((step) => ({
      id: `urn:dust:${step.id}`,
      title: cutName(step.title),
      href: hrefOf(request, step.place),
      kind: 'acquisition',
      updatedAt: step.updatedAt ?? now,
      summary: step.bookCount === 1 ? '1 book' : `${step.bookCount} books`,
      count: step.bookCount,
    })),
  };
}

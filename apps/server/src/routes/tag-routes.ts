import {
  createTag,
  deleteTag,
  listBookIdsOfTag,
  listTags,
  listTagsByCategory,
  updateTag,
} from '@dust/books-core';
import { presentTag } from '../presenters/book-presenter.ts';
import type { RouteSetup } from './route-setup.ts';

/** The definitions of tags; which books have them is another area. */
export function serveTags({ router, services }: RouteSetup): void {
  const { db, clock, events } = services;

  router.route('listTags', async () => ({ tags: (await listTags(db)).map(presentTag) }));

  router.route('listTagsByCategory', async ({ params }) => ({
    tags: (await listTagsByCategory(db, params.category)).map(presentTag),
  }));

  router.route('createTag', async ({ body }) => {
    const { name, category, description, color, requires_permission: requiresPermission } = body;
    const fields = { name, category, description, color, requiresPermission };
    return { tag: presentTag(await createTag(db, fields, clock())) };
  });

  router.route('updateTag', async ({ params, body, principal }) => {
    const { name, category, description, color, requires_permission: requiresPermission } = body;
    const change = {
      name: name ?? undefined,
      category: category ?? undefined,
      description,
      color,
      requiresPermission,
    };
    const tag = await updateTag(db, principal, { tagId: params.id, change });
    events.booksChanged('book.updated', await listBookIdsOfTag(db, params.id));
    return { tag: presentTag(tag) };
  });

  router.route('deleteTag', async ({ params, principal }) => {
    const bookIds = await listBookIdsOfTag(db, params.id);
    const tag = await deleteTag(db, principal, { tagId: params.id, now: clock() });
    events.booksChanged('book.updated', bookIds);
    return { message: `Tag ${tag.name} deleted` };
  });
}

import { createHash } from 'node:crypto';
import type { OperationId } from '@dust/api-contract';
import { password } from '../test-server.ts';
import { forAll, forMembers, type Row, type Rows } from './row.ts';
import type { World } from './world.ts';

const theBook = ({ book }: World): { params: { id: number } } => ({ params: { id: book } });

/** Makes the caller a reader of the book first. */
async function readBook(world: World, callerId: number): Promise<{ params: { id: number } }> {
  const now = '2026-01-01 00:00:00';
  await world.server.services.db
    .insertInto('reading_progress')
    .values({
      user_id: callerId,
      book_id: world.book,
      current_page: 3,
      last_read_at: now,
      current_location: null,
    })
    .onConflict((conflict) => conflict.columns(['user_id', 'book_id']).doNothing())
    .execute();
  return theBook(world);
}

const update = {
  modified: '2099-01-01T00:00:00Z',
  device: { id: 'urn:uuid:1', name: 'Reader' },
  progression: 0.5,
};

/** What KOReader sends of itself; nobody knows whoever is called `nobody`. */
async function signIn({ server }: World, callerId: number): Promise<Record<string, string>> {
  const { db } = server.services;
  const found = await db
    .selectFrom('users')
    .select('username')
    .where('id', '=', callerId)
    .executeTakeFirstOrThrow();
  const key = createHash('md5').update(password).digest('hex');
  return { 'x-auth-user': found.username, 'x-auth-key': key };
}

/** For every account that is active: KOReader sends a password, and knows nothing of sessions. */
function forReaders(request: Row['request']): Row {
  return {
    expected: { ...forAll(200).expected, anonymous: 401, deactivated: 401 },
    request: async (world, callerId) => {
      const { headers = {}, ...rest } = await request(world, callerId);
      return { ...rest, headers: callerId === world.owner.id ? headers : await signIn(world, callerId) };
    },
  };
}

const document = '0123456789abcdef0123456789abcdef';
const place = { document, progress: '/body/DocFragment[2]/body/p[1]/text().0', percentage: 0.5 };

export const positions = {
  getProgression: forMembers(200, readBook),
  updateProgression: forMembers(200, (world) => ({ ...theBook(world), body: update })),
  createKosyncUser: forAll(201, (world) => ({
    body: { username: world.unique(), password: createHash('md5').update(password).digest('hex') },
  })),
  authorizeKosyncUser: forReaders(() => ({})),
  updateKosyncProgress: forReaders(() => ({ body: { ...place, device: 'Kobo', device_id: 'A1' } })),
  getKosyncProgress: forReaders(() => ({ params: { document } })),
  getKosyncHealth: forAll(200),
} as const satisfies Partial<Record<OperationId, Rows>>;

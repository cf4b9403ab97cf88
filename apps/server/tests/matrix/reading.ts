import type { OperationId } from '@dust/api-contract';
import { forMembers, type Rows } from './row.ts';
import type { World } from './world.ts';

const theBook = ({ book }: World): { params: { id: number } } => ({ params: { id: book } });

export const reading = {
  getProgress: forMembers(200, theBook),
  updateProgress: forMembers(200, (world) => ({ ...theBook(world), body: { current_page: 7 } })),
  startReading: forMembers(200, theBook),
  completeReading: forMembers(200, theBook),
  listProgress: forMembers(200),
  listRecentlyRead: forMembers(200),
  listCurrentlyReading: forMembers(200),
  listCompleted: forMembers(200),
  getReadingStats: forMembers(200),
  resetProgress: forMembers(200, theBook),
} as const satisfies Partial<Record<OperationId, Rows>>;

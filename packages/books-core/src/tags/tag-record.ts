import { sql, type RawBuilder } from '@dust/db';
import type { TagRef } from '../books/book-record.ts';

/** A tag with everything known about it; `createdAt` as stored. */
export interface TagRecord extends TagRef {
  readonly description: string | null;
  /** The permission without which books with this tag do not exist. */
  readonly requiresPermission: string | null;
  readonly createdAt: string | null;
}

export const tagColumns: RawBuilder<TagRecord> = sql<TagRecord>`
  tags.id, tags.name, tags.category, tags.color, tags.description,
  tags.requires_permission as requiresPermission, tags.created_at as createdAt`;

import type { Generated, Insertable, Selectable } from 'kysely';

export interface TagsTable {
  id: Generated<number>;
  name: string;
  category: string;
  description: string | null;
  /** `#RRGGBB`. */
  color: string | null;
  /** Name of the permission without which books with this tag do not exist. */
  requires_permission: string | null;
  created_at: Generated<string | null>;
}

export type TagRow = Selectable<TagsTable>;
export type NewTag = Insertable<TagsTable>;

export interface BookTagsTable {
  book_id: number;
  tag_id: number;
  applied_at: Generated<string | null>;
  /** The user who put it on, or NULL when automatic. */
  applied_by: number | null;
  auto_applied: Generated<number | null>;
}

/** Tags taken off by people, never put back automatically. */
export interface BookTagExclusionsTable {
  book_id: number;
  tag_id: number;
  excluded_by: number | null;
  excluded_at: Generated<string | null>;
}

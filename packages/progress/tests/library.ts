import { sql, type Db } from '@dust/db';
import { createTestDatabase } from '@dust/db/testing';
import type { Database, OpenDatabaseOptions } from '@dust/db';

/** A database with users 1 and 2 and books 1 to 4, the last one archived. */
export async function createLibrary(
  options: Pick<OpenDatabaseOptions, 'onStatement'> = {},
): Promise<Database> {
  const database = await createTestDatabase(options);
  const { db } = database;
  await sql`insert into users (username, display_name, email, password)
    values ('ann', 'Ann', 'ann@example.org', '-'), ('bob', 'Bob', 'bob@example.org', '-')`.execute(db);
  await sql`insert into books (name, file_path, status)
    values ('Emma', '/emma', 'active'), ('Nana', '/nana', 'active'), ('Ulysses', '/ulysses', 'active'),
    ('Walden', '/walden', 'archived')`.execute(db);
  return database;
}

/** All buckets of activity, in order. */
export async function activityOf(db: Db, userId: number): Promise<{ bucket: number; pages_read: number }[]> {
  return db
    .selectFrom('reading_activity')
    .select(['bucket', 'pages_read'])
    .where('user_id', '=', userId)
    .orderBy('bucket')
    .execute();
}

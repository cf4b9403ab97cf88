import { describe, expect, test } from 'vitest';
import { upgraded, type Upgraded } from './earlier-files.ts';
import { populate2026 } from './populated-2026.ts';

function populated(changes = ''): Upgraded {
  return upgraded('2026-fresh', `${populate2026}; ${changes}`);
}

const permissionsOf = (userId: number): string => `SELECT permissions.name FROM user_roles
  JOIN role_permissions USING (role_id) JOIN permissions ON permissions.id = permission_id
  WHERE user_id = ${userId} GROUP BY permissions.id ORDER BY permissions.id`;

const rolesOf = (userId: number): string =>
  `SELECT name FROM user_roles JOIN roles ON roles.id = role_id WHERE user_id = ${userId} ORDER BY roles.id`;

describe('users of 2026', () => {
  test('keep ids, addresses, passwords and times, and are active', () => {
    const { rows } = populated();
    expect(
      rows('SELECT id, email, email_key, is_active, created_at, updated_at FROM users WHERE id IN (1, 5)'),
    ).toEqual([
      {
        id: 1,
        email: 'ann@x.org',
        email_key: 'ann@x.org',
        is_active: 1,
        created_at: '2026-01-01 00:00:01',
        updated_at: '2026-01-01 00:00:02',
      },
      {
        id: 5,
        email: 'Ann@z.org',
        email_key: 'ann@z.org',
        is_active: 1,
        created_at: '2026-01-05 00:00:01',
        updated_at: '2026-01-05 00:00:02',
      },
    ]);
    expect(rows('SELECT password FROM users WHERE id = 2')).toEqual([{ password: 'not a hash' }]);
  });

  test('have names of their own: the lowest id keeps a name, the others get the next free number', () => {
    expect(populated().rows('SELECT id, username, display_name FROM users ORDER BY id')).toEqual([
      { id: 1, username: 'Ann', display_name: 'Ann' },
      { id: 2, username: 'ann3', display_name: 'ann' },
      { id: 3, username: 'carl', display_name: 'carl' },
      { id: 5, username: 'Ann4', display_name: 'Ann' },
      { id: 6, username: 'ann2', display_name: 'ann2' },
    ]);
  });

  test('without name and address have a name all the same', () => {
    const { rows } = populated(`UPDATE users SET email = '' WHERE id = 3`);
    expect(rows('SELECT username, display_name FROM users WHERE id = 3')).toEqual([
      { username: 'user3', display_name: 'user3' },
    ]);
  });

  test('whose password is no bcrypt hash are named', () => {
    expect(populated().report.upgrade?.usersWithoutPassword).toEqual([2]);
  });

  test('all sign in again', () => {
    expect(populated().values('SELECT count(*) FROM sessions')).toEqual([0]);
  });
});

describe('roles of 2026', () => {
  test('are those of 2025, with other roles under new ids', () => {
    expect(populated().rows('SELECT id, name, description FROM roles ORDER BY id')).toEqual([
      { id: 1, name: 'admin', description: 'Full system administrator access' },
      { id: 2, name: 'librarian', description: 'Can manage books and users but not system settings' },
      { id: 3, name: 'user', description: 'Can read books and manage own progress' },
      { id: 4, name: 'guest', description: 'Limited read-only access' },
      { id: 5, name: 'editors', description: 'Edit things' },
    ]);
  });

  test('make administrators of those who were, and of nobody else', () => {
    const { report, values } = populated();
    expect(values(rolesOf(1))).toEqual(['admin', 'user']);
    expect(values(permissionsOf(1))).toContain('admin.full');
    expect(values(rolesOf(2))).toEqual(['user']);
    expect(report.upgrade?.adminsNotCarriedOver).toEqual([2]);
    expect(report.upgrade?.hasAdministrator).toBe(true);
  });

  test('are carried over by name, and nobody is without one', () => {
    const { values } = populated();
    expect(values(rolesOf(3))).toEqual(['guest', 'editors']);
    expect(values(rolesOf(5))).toEqual(['user']);
    expect(values(rolesOf(6))).toEqual(['user']);
  });

  test('give no more than they gave before', () => {
    const { values } = populated();
    for (const id of [2, 5, 6]) expect(values(permissionsOf(id))).toEqual(['books.read', 'genres.read']);
    expect(values(permissionsOf(3))).toEqual(['books.read']);
    expect(
      values(`SELECT row FROM upgrade_leftovers WHERE source_table = 'role_permissions' ORDER BY row`),
    ).toEqual(['{"role_id":4,"permission_id":7}', '{"role_id":4,"permission_id":9}']);
  });

  test('of nobody, and nobody in a role, are kept aside', () => {
    const { rows } = populated('INSERT INTO user_roles (user_id, role_id) VALUES (80, 2), (2, 81)');
    expect(rows(`SELECT row, reason FROM upgrade_leftovers WHERE source_table = 'user_roles'`)).toEqual([
      { row: '{"user_id":80,"role_id":2}', reason: 'user_id points to no row of users' },
      { row: '{"user_id":2,"role_id":81}', reason: 'role_id points to no row of roles' },
    ]);
  });
});

test('permissions are the eighteen, with those of unknown names after them', () => {
  const { rows, values } = populated();
  expect(values('SELECT count(*) FROM permissions')).toEqual([19]);
  expect(rows('SELECT id, name, resource_type FROM permissions WHERE id IN (5, 19)')).toEqual([
    { id: 5, name: 'genres.read', resource_type: 'genre' },
    { id: 19, name: 'shelves.move', resource_type: 'shelves' },
  ]);
});

test.each([
  ['', 'signup'],
  [`INSERT INTO server_settings (id, auth_flow) VALUES (1, 'invitation')`, 'invitation'],
])('the sign-up mode is kept: %j', (changes, mode) => {
  expect(populated(changes).values('SELECT auth_flow FROM server_settings')).toEqual([mode]);
});

describe('a file from before all of 2026 was there', () => {
  test('has no administrators if it had no mark for them', () => {
    const { report, values } = populated('ALTER TABLE users DROP COLUMN is_admin');
    expect(report.upgrade?.hasAdministrator).toBe(false);
    expect(values(rolesOf(1))).toEqual(['user']);
  });

  test('may lack everything but users', () => {
    const tables =
      'sessions user_roles role_permissions roles permissions server_settings book_tags reading_progress tags books authors';
    const { values } = populated(
      tables
        .split(' ')
        .map((table) => `DROP TABLE ${table};`)
        .join(''),
    );
    expect(values('SELECT count(*) FROM users')).toEqual([5]);
    expect(values(rolesOf(1))).toEqual(['admin', 'user']);
    expect(values(rolesOf(3))).toEqual(['user']);
  });
});

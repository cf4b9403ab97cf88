import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { originalRows, upgraded } from './earlier-files.ts';

interface Token {
  readonly session_token: string;
  readonly user_id: number;
}

describe('users of 2025', () => {
  test('are as they were, with keys for comparing', () => {
    const columns = 'id, username, display_name, email, password, is_active, created_at, updated_at';
    const { rows } = upgraded('2025-populated');
    expect(rows(`SELECT ${columns} FROM users ORDER BY id`)).toEqual(
      originalRows('2025-populated', `SELECT ${columns} FROM users ORDER BY id`),
    );
    expect(rows('SELECT email_key, username_key FROM users WHERE id IN (1, 4) ORDER BY id')).toEqual([
      { email_key: 'a@x.org', username_key: 'a' },
      { email_key: '', username_key: 'user1795340057909' },
    ]);
  });

  test('whose addresses differ only in case keep them, and share a key', () => {
    const { values } = upgraded('2025-populated', `UPDATE users SET email = 'A@X.ORG' WHERE id = 2`);
    expect(values('SELECT email FROM users WHERE id < 3')).toEqual(['a@x.org', 'A@X.ORG']);
    expect(values('SELECT email_key FROM users WHERE id < 3')).toEqual(['a@x.org', 'a@x.org']);
  });

  test('who are inactive, or neither that nor active, stay so', () => {
    const changes = 'UPDATE users SET is_active = CASE id WHEN 2 THEN 0 WHEN 3 THEN NULL ELSE 1 END';
    const { values } = upgraded('2025-populated', changes);
    expect(values('SELECT is_active FROM users ORDER BY id')).toEqual([1, 0, null, 1, 1]);
  });

  test('whose password is no bcrypt hash keep it and are named', () => {
    const changes = `UPDATE users SET password = 'plain' WHERE id = 3; UPDATE users SET password = '' WHERE id = 5;
      UPDATE users SET password = replace(password, '$2a$12', '$2y$10') WHERE id = 2`;
    const { report, values } = upgraded('2025-populated', changes);
    expect(report.upgrade?.usersWithoutPassword).toEqual([3, 5]);
    expect(values('SELECT password FROM users WHERE id IN (3, 5)')).toEqual(['plain', '']);
  });
});

describe('sessions of 2025', () => {
  test('have the digests of their tokens, and public ids', () => {
    const before = originalRows<Token>('2025-populated', 'SELECT session_token, user_id FROM sessions');
    const { rows, values } = upgraded('2025-populated');
    expect(rows('SELECT session_token, user_id FROM sessions')).toEqual(
      before.map(({ session_token: token, user_id }) => ({
        session_token: `sha256:${createHash('sha256').update(token).digest('hex')}`,
        user_id,
      })),
    );
    expect(new Set(values('SELECT public_id FROM sessions')).size).toBe(8);
  });

  test('leave no token in the file', () => {
    const { file } = upgraded('2025-populated');
    expect(readFileSync(file).includes('eyJhbGciOiJ')).toBe(false);
  });

  test('with the same token are one, with the longest life', () => {
    const { values } = upgraded(
      '2025-populated',
      `INSERT INTO sessions SELECT session_token, '2026-12-24T00:00:00.000Z', user_id FROM sessions WHERE user_id = 2;
       INSERT INTO sessions SELECT session_token, '2026-11-22T13:00:00.000Z', user_id FROM sessions WHERE user_id = 2`,
    );
    expect(values('SELECT expires_at FROM sessions WHERE user_id = 2')).toEqual(['2026-12-24T00:00:00.000Z']);
  });

  test('that are expired, or of nobody, are gone', () => {
    const { values } = upgraded(
      '2025-populated',
      `UPDATE sessions SET expires_at = '2026-11-22T11:59:59.000Z' WHERE user_id = 1;
       UPDATE sessions SET expires_at = 'never' WHERE user_id = 2;
       UPDATE sessions SET user_id = 99 WHERE user_id = 3; UPDATE sessions SET user_id = NULL WHERE user_id = 4`,
    );
    expect(values('SELECT user_id FROM sessions')).toEqual([5]);
  });

  test('whose token is a digest already keep it', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const { values } = upgraded(
      '2025-populated',
      `UPDATE sessions SET session_token = '${digest}' WHERE user_id = 5`,
    );
    expect(values('SELECT session_token FROM sessions WHERE user_id = 5')).toEqual([digest]);
  });
});

describe('roles and grants of 2025', () => {
  test.each(['roles', 'permissions', 'user_roles', 'role_permissions'])('in %s are as they were', (table) => {
    const sql = `SELECT * FROM ${table} ORDER BY 1, 2`;
    expect(upgraded('2025-populated').rows(sql)).toEqual(originalRows('2025-populated', sql));
  });

  test('that an administrator added or renamed stay, and what is seeded is added by name', () => {
    const { rows, values } = upgraded(
      '2025-populated',
      `UPDATE roles SET name = 'curator' WHERE id = 2; INSERT INTO user_roles (user_id, role_id) VALUES (2, 2);
       INSERT INTO user_permissions (user_id, permission_id, resource_id) VALUES (3, 17, 4), (3, 2, NULL)`,
    );
    expect(rows('SELECT id, name FROM roles ORDER BY id')).toEqual([
      { id: 1, name: 'admin' },
      { id: 2, name: 'curator' },
      { id: 3, name: 'user' },
      { id: 4, name: 'guest' },
      { id: 5, name: 'librarian' },
    ]);
    expect(values('SELECT user_id FROM user_roles WHERE role_id = 2')).toEqual([2]);
    const grants = 'SELECT permission_id FROM role_permissions WHERE role_id = 5 ORDER BY 1';
    expect(values(grants)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 17, 18]);
    expect(values('SELECT permission_id FROM user_permissions ORDER BY 1')).toEqual([2, 17]);
  });

  test('taken from a role stay taken, but admin gets back what it lacks', () => {
    const { values } = upgraded(
      '2025-populated',
      `DELETE FROM role_permissions WHERE permission_id IN (5, 12); DELETE FROM permissions WHERE id = 12`,
    );
    const permission = `SELECT id FROM permissions WHERE name = 'admin.full'`;
    expect(values(permission)).toEqual([12]);
    expect(values('SELECT count(*) FROM role_permissions WHERE role_id = 1')).toEqual([18]);
    expect(values('SELECT permission_id FROM role_permissions WHERE role_id = 3')).toEqual([1]);
  });

  test('get free ids where theirs are taken', () => {
    const { rows } = upgraded('2025-populated', `UPDATE permissions SET name = 'my.own' WHERE id = 12`);
    expect(
      rows(`SELECT id, name FROM permissions WHERE name IN ('my.own', 'admin.full') ORDER BY id`),
    ).toEqual([
      { id: 12, name: 'my.own' },
      { id: 19, name: 'admin.full' },
    ]);
  });

  test('tell whether anybody administers', () => {
    expect(upgraded('2025-populated').report.upgrade?.hasAdministrator).toBe(true);
    expect(
      upgraded('2025-populated', 'DELETE FROM user_roles WHERE role_id = 1').report.upgrade?.hasAdministrator,
    ).toBe(false);
    const inactive = upgraded('2025-populated', 'UPDATE users SET is_active = 0 WHERE id = 1');
    expect(inactive.report.upgrade?.hasAdministrator).toBe(false);
    const direct = `DELETE FROM user_roles; INSERT INTO user_permissions (user_id, permission_id) VALUES (2, 12)`;
    expect(upgraded('2025-populated', direct).report.upgrade?.hasAdministrator).toBe(true);
  });
});

test('sign-up stays open to everybody', () => {
  expect(upgraded('2025-populated').values('SELECT auth_flow FROM server_settings')).toEqual(['signup']);
});

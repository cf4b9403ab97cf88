import type { ErrorCode } from '@dust/api-contract';
import type * as auth from '@dust/auth';
import type * as books from '@dust/books-core';
import type * as crawler from '@dust/crawler';
import type * as db from '@dust/db';
import type * as progress from '@dust/progress';
import { expectTypeOf, test } from 'vitest';

/** The codes of all errors a package exports. */
type CodesOf<Package> = {
  [Name in keyof Package]: Package[Name] extends abstract new (...args: never[]) => {
    readonly code: infer Code;
  }
    ? Code
    : never;
}[keyof Package];

/** Failures of the server itself, which clients are not told by these codes. */
type Internal = 'CRAWLER_STOPPED' | 'SCANNED_ELSEWHERE' | 'DATABASE_REFUSED' | 'BACKUP_TARGET_EXISTS';

test('every code that a domain may fail with has its status', () => {
  type Domain = CodesOf<typeof auth> | CodesOf<typeof books> | CodesOf<typeof progress>;
  type Lower = Exclude<CodesOf<typeof crawler> | CodesOf<typeof db>, Internal>;
  expectTypeOf<Domain>().toExtend<ErrorCode>();
  expectTypeOf<Lower>().toExtend<ErrorCode>();
});

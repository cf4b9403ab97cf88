import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { allowedEdges } from './boundaries/allowed-edges.ts';
import { findSpecifiers } from './boundaries/imports.ts';
import { findImportViolations, findManifestViolations } from './boundaries/violations.ts';
import { listWorkspacePackages, type WorkspacePackage } from './workspace.ts';

const temporary: string[] = [];

afterEach(() => {
  for (const folder of temporary.splice(0)) rmSync(folder, { recursive: true });
});

function packageWith(name: string, file: string, source: string): WorkspacePackage {
  const folder = mkdtempSync(join(tmpdir(), 'dust-boundaries-'));
  temporary.push(folder);
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'src', file), source);
  return { folder, manifest: { name } };
}

describe('this repository', () => {
  const packages = listWorkspacePackages();

  test('has a row in the table for every package', () => {
    expect(Object.keys(allowedEdges).toSorted()).toEqual(packages.map((one) => one.manifest.name).toSorted());
  });

  test.each(packages)('$manifest.name declares only allowed dependencies', (one) => {
    expect(findManifestViolations(one)).toEqual([]);
  });

  test.each(packages)('$manifest.name imports only what it may', (one) => {
    expect(findImportViolations(one)).toEqual([]);
  });
});

describe('the rules', () => {
  test('refuse an edge between two packages of one layer', () => {
    const auth = packageWith('@dust/auth', 'a.ts', `import { x } from '@dust/progress';`);
    expect(findImportViolations(auth)).toEqual(['@dust/auth: src/a.ts must not import @dust/progress']);
  });

  test('refuse a declared dependency against the direction', () => {
    const dependencies = { '@dust/crawler': 'workspace:*', typebox: 'catalog:' };
    const db = { folder: '/', manifest: { name: '@dust/db', dependencies } };
    expect(findManifestViolations(db)).toEqual(['@dust/db must not depend on @dust/crawler']);
  });

  test.each(['fastify', '@fastify/cors', 'kysely', 'better-sqlite3'])(
    'refuse %s outside its owner',
    (name) => {
      const crawler = packageWith('@dust/crawler', 'a.ts', `import '${name}';`);
      expect(findImportViolations(crawler)).toEqual([`@dust/crawler: src/a.ts must not import ${name}`]);
    },
  );

  test('allow kysely in the database package', () => {
    const db = packageWith('@dust/db', 'a.ts', `export { sql } from 'kysely';`);
    expect(findImportViolations(db)).toEqual([]);
  });

  test('refuse Node modules in the contract, which runs in browsers', () => {
    const contract = packageWith('@dust/api-contract', 'a.ts', `import { readFile } from 'node:fs';`);
    expect(findImportViolations(contract)).toEqual(['@dust/api-contract: src/a.ts must not import node:fs']);
  });

  test('allow Node modules in tests of the contract', () => {
    const contract = packageWith('@dust/api-contract', 'a.test.ts', `import { readFile } from 'node:fs';`);
    expect(findImportViolations(contract)).toEqual([]);
  });

  test('refuse a relative path out of the package', () => {
    const auth = packageWith('@dust/auth', 'a.ts', `import { x } from '../../db/src/index.ts';`);
    expect(findImportViolations(auth)).toEqual([
      '@dust/auth: src/a.ts must not import ../../db/src/index.ts',
    ]);
  });

  test('see every form of import', () => {
    const source = `import a from 'a';
      import type { B } from "b";
      import 'c';
      export * from 'd';
      import {
        e,
      } from 'e';
      const f = await import('f');`;
    expect(findSpecifiers(source).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });
});

import { dirname, relative, resolve } from 'node:path';
import type { WorkspacePackage } from '../workspace.ts';
import { allowedEdges, closedPackages, owners, testTools } from './allowed-edges.ts';
import { type ImportStatement, listImports, packageOf } from './imports.ts';

/** What a package's manifest declares against the table of allowed edges; one sentence each. */
export function findManifestViolations({ manifest }: WorkspacePackage): string[] {
  const { dependencies, devDependencies, peerDependencies, optionalDependencies } = manifest;
  const forTests = Object.keys(devDependencies ?? {}).filter((name) => !testTools.includes(name));
  return [...Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies }), ...forTests]
    .filter((name) => !isAllowed(manifest.name, name))
    .map((name) => `${manifest.name} must not depend on ${name}`);
}

/** What a package's sources and tests import against the table; one sentence each. */
export function findImportViolations(workspacePackage: WorkspacePackage): string[] {
  return listImports(workspacePackage.folder)
    .filter((statement) => !isAllowedImport(statement, workspacePackage))
    .map(({ file, specifier }) => {
      const path = relative(workspacePackage.folder, file);
      return `${workspacePackage.manifest.name}: ${path} must not import ${specifier}`;
    });
}

function isAllowedImport(
  { file, specifier }: ImportStatement,
  { folder, manifest }: WorkspacePackage,
): boolean {
  const imported = packageOf(specifier);
  if (imported === undefined) return isInside(folder, resolve(dirname(file), specifier));
  if (isTest(folder, file) && testTools.includes(imported)) return true;
  const closed = closedPackages[manifest.name];
  if (closed !== undefined && !isTest(folder, file)) return closed.includes(imported);
  return imported === manifest.name || isAllowed(manifest.name, imported);
}

function isAllowed(importer: string, imported: string): boolean {
  if (imported.startsWith('@dust/')) return allowedEdges[importer]?.includes(imported) ?? false;
  const owner = owners[imported] ?? owners[imported.replace(/\/.*/, '/')];
  return owner === undefined || owner === importer;
}

function isInside(folder: string, path: string): boolean {
  return !relative(folder, path).startsWith('..');
}

function isTest(folder: string, file: string): boolean {
  return file.endsWith('.test.ts') || relative(folder, file).startsWith('tests');
}

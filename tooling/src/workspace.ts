import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The repository's root folder. */
export const repositoryRoot: string = join(import.meta.dirname, '..', '..');

export interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface WorkspacePackage {
  /** Absolute path. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** The packages and applications of this repository, ordered by folder; tooling and bench are not among them. */
export function listWorkspacePackages(): WorkspacePackage[] {
  return ['packages', 'apps']
    .flatMap((group) =>
      readdirSync(join(repositoryRoot, group))
        .sort()
        .map((name) => join(repositoryRoot, group, name)),
    )
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => ({ folder, manifest: readManifest(folder) }));
}

/** Those of them that are published. */
export function listPublishedPackages(): WorkspacePackage[] {
  return listWorkspacePackages().filter(({ manifest }) => manifest.private !== true);
}

function readManifest(folder: string): Manifest {
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return manifest;
}

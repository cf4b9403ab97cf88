import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface ImportStatement {
  /** Absolute path of the importing file. */
  readonly file: string;
  readonly specifier: string;
}

const patterns = [
  /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm,
  /^\s*import\s*['"]([^'"]+)['"]/gm,
  /\b(?:import|require|import\.meta\.resolve)\(\s*['"]([^'"]+)['"]/g,
];

/** Every module specifier in the TypeScript and JavaScript files of a package, in `src` and `tests`. */
export function listImports(packageFolder: string): ImportStatement[] {
  return ['src', 'tests']
    .flatMap((name) => listSources(join(packageFolder, name)))
    .flatMap((file) => findSpecifiers(readFileSync(file, 'utf8')).map((specifier) => ({ file, specifier })));
}

/** The specifiers of static, side-effect and dynamic imports and of re-exports. */
export function findSpecifiers(source: string): string[] {
  return patterns.flatMap((pattern) => Array.from(source.matchAll(pattern), (match) => match[1] ?? ''));
}

/** `@scope/name` or `name` of a bare specifier; undefined for relative paths. */
export function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || specifier.startsWith('/')) return undefined;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function listSources(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[cm]?[jt]sx?$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

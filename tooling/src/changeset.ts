import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './workspace.ts';

/** The pending changesets: file name and content, ordered by name. */
export function listChangesets(): { readonly name: string; readonly content: string }[] {
  const folder = join(repositoryRoot, '.changeset');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .sort()
    .map((name) => ({ name, content: readFileSync(join(folder, name), 'utf8') }));
}

/** What keeps a changeset from being released: bad front matter, unknown packages, no text. Needs no git history. */
export function findChangesetProblems(content: string, publishedNames: readonly string[]): string[] {
  const match = /^---\r?\n([\s\S]*?)^---\r?\n([\s\S]*)$/m.exec(content);
  if (match === null) return ['has no front matter'];
  const releases = (match[1] ?? '').split('\n').filter((line) => line.trim() !== '');
  const problems = releases.flatMap((line) => findReleaseProblems(line, publishedNames));
  if (releases.length === 0) problems.push('names no package');
  if ((match[2] ?? '').trim() === '') problems.push('says nothing to users');
  return problems;
}

function findReleaseProblems(line: string, publishedNames: readonly string[]): string[] {
  const match = /^['"]?([^'":]+)['"]?\s*:\s*['"]?(\w+)['"]?\s*$/.exec(line);
  if (match === null) return [`cannot be read: ${line}`];
  const [, name = '', kind = ''] = match;
  const problems: string[] = [];
  if (!publishedNames.includes(name)) problems.push(`names the unknown package ${name}`);
  if (!['patch', 'minor', 'major'].includes(kind)) problems.push(`asks for the unknown release kind ${kind}`);
  return problems;
}

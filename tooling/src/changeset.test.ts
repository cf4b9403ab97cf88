import { expect, test } from 'vitest';
import { findChangesetProblems, listChangesets } from './changeset.ts';
import { listPublishedPackages } from './workspace.ts';

const names = listPublishedPackages().map((one) => one.manifest.name);

test('every pending changeset of this repository can be released', () => {
  const problems = listChangesets().flatMap(({ name, content }) =>
    findChangesetProblems(content, names).map((problem) => `${name} ${problem}`),
  );
  expect(problems).toEqual([]);
});

test('a changeset with a package, a kind and a sentence is fine', () => {
  expect(findChangesetProblems(`---\n'@dust/db': minor\n---\n\nFaster lists.\n`, names)).toEqual([]);
});

test.each([
  ['Faster lists.\n', 'has no front matter'],
  ['---\n---\nFaster lists.\n', 'names no package'],
  [`---\n'@dust/nothing': minor\n---\nFaster lists.\n`, 'names the unknown package @dust/nothing'],
  [`---\n'@dust/db': huge\n---\nFaster lists.\n`, 'asks for the unknown release kind huge'],
  [`---\n'@dust/db': patch\n---\n\n`, 'says nothing to users'],
])('the changeset %j is refused', (content, problem) => {
  expect(findChangesetProblems(content, names)).toEqual([problem]);
});

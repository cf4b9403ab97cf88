/**
 * The checks of `npm test`, in order: what breaks most often and costs least comes first.
 * `bin` is a package's command, run with Node; `script` a file of this repository.
 */
export const checks = [
  { name: 'format', bin: ['prettier', 'prettier'], args: ['--check', '--log-level', 'warn', '.'] },
  { name: 'types', bin: ['typescript', 'tsc'], args: ['-p', 'tsconfig.tests.json'] },
  { name: 'lint', bin: ['oxlint', 'oxlint'], args: ['--type-aware', '--deny-warnings'] },
  { name: 'unused code', bin: ['knip', 'knip'], args: [] },
  { name: 'packages', script: 'tooling/src/packages/main.ts', args: [] },
];

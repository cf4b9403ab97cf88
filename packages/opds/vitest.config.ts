import { defineProject } from 'vitest/config';

export default defineProject({
  ssr: { resolve: { conditions: ['dust-source', 'node', 'import', 'default'] } },
  resolve: { conditions: ['dust-source', 'node', 'import', 'default'] },
  test: {
    name: 'opds',
    include: ['{src,tests}/**/*.test.ts'],
    pool: 'forks',
    execArgv: ['--conditions=dust-source'],
    testTimeout: 20_000,
  },
});

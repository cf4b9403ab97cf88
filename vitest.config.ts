import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  ssr: { resolve: { conditions: ['dust-source', 'node', 'import', 'default'] } },
  resolve: { conditions: ['dust-source', 'node', 'import', 'default'] },
  test: {
    projects: ['packages/*', 'apps/*', 'tooling', 'bench'],
    // One is left free by default, which on two cores would double the time.
    maxWorkers: availableParallelism(),
  },
});

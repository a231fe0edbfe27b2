import { defineConfig } from 'vitest/config';

/** Tools from PyPI that read dbt's artifacts, on those that xform writes; each says why it skips. */
export default defineConfig({
  test: {
    include: ['test/tools/**/*.test.ts'],
    globalSetup: ['test/support/buildBundle.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});

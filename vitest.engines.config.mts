import { defineConfig } from 'vitest/config';

/** Suites on servers of the engines; each says why it skips. One file at a time: servers are large. */
export default defineConfig({
  test: {
    include: ['test/engines/**/*.live.test.ts'],
    globalSetup: ['test/support/buildBundle.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});

import { defineConfig } from 'vitest/config';

/** Suites that need what does not ship with the repository; each says why it skips. */
export default defineConfig({
  test: {
    include: ['test/heavy/**/*.test.ts'],
    globalSetup: ['test/support/buildBundle.ts'],
    pool: 'forks',
    testTimeout: 600_000,
  },
});

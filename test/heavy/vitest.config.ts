import { defineConfig } from 'vitest/config';

/** Suites that need more than this repository: an installation of dbt, a server, ../shared. Each says why it skips. */
export default defineConfig({
  test: { include: ['test/heavy/**/*.test.ts'], root: `${import.meta.dirname}/../..`, testTimeout: 300_000 },
});

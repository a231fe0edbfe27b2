import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // What needs more than Node has configurations of its own.
    exclude: [
      ...['fixtures', 'bench', 'heavy', 'tools', 'browser'].map((folder) => `test/${folder}/**`),
      '**/*.live.test.ts',
    ],
    globalSetup: ['test/support/buildBundle.ts'],
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

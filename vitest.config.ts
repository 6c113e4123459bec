import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/setup.ts'],
    testTimeout: 30_000,
    // The usual number leaves one CPU idle: of two, half.
    maxWorkers: '100%',
  },
});

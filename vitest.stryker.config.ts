import { defineConfig } from 'vitest/config';

/** Only the suite itself: what Stryker changes must be noticed by a verdict. */
export default defineConfig({
  test: { include: ['tests/stryker/*.test.ts'], setupFiles: ['tests/setup.ts'], testTimeout: 120_000, hookTimeout: 120_000 },
});

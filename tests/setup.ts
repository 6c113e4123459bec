/** One seed for all property tests, from the environment: PTSHARE_SEED=7 PTSHARE_RUNS=1000 npx vitest run. */
import fc from 'fast-check';

const DEFAULT_SEED = 20_261_124;
const DEFAULT_RUNS = 100;

fc.configureGlobal({
  seed: Number(process.env['PTSHARE_SEED'] ?? DEFAULT_SEED),
  numRuns: Number(process.env['PTSHARE_RUNS'] ?? DEFAULT_RUNS),
});

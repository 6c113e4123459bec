/** `npm test`: every check in turn, also after one has failed, and at the end which ones failed. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { COUNTS_FILE, readCounts } from './test-counts.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Scripts of package.json, the quick ones first. */
const CHECKS = ['build', 'typecheck', 'lint', 'format:check', 'arrows', 'unused', 'vitest'];

function argumentsOf(check: string): string[] {
  if (check !== 'vitest') return ['run', '-s', check];
  return ['run', '-s', check, '--', '--reporter=default', '--reporter=json', `--outputFile.json=${COUNTS_FILE}`];
}

/** Runs a check with its output shown; true when it passed. */
function passes(check: string): boolean {
  const start = performance.now();
  const { status } = spawnSync('npm', argumentsOf(check), { cwd: root, stdio: 'inherit' });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${check} (${seconds} s)\n`);
  return status === 0;
}

function main(): void {
  rmSync(COUNTS_FILE, { force: true });
  const failed = CHECKS.filter((check) => !passes(check));
  const { passed, failed: failedTests } = readCounts();
  console.log(failed.length === 0 ? 'all checks passed' : `failed: ${failed.join(', ')}`);
  console.log(`${passed} passed, ${failedTests} failed`);
  if (failed.length > 0 || failedTests > 0 || passed === 0) process.exitCode = 1;
}

main();

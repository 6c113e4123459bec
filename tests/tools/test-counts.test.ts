import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCounts } from '../../tools/test-counts.ts';

const folder = mkdtempSync(join(tmpdir(), 'ptshare-counts-'));

function countsOf(report: object): unknown {
  const file = join(folder, 'vitest.json');
  writeFileSync(file, JSON.stringify(report));
  return readCounts(file);
}

describe('the counts of the test runner', () => {
  it('are its own', () => {
    const testResults = [{ status: 'failed', assertionResults: [{ status: 'failed' }] }];
    expect(countsOf({ numPassedTests: 5, numFailedTests: 1, testResults })).toEqual({ passed: 5, failed: 1 });
  });

  it('have a failure for each file that could not be loaded', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }];
    expect(countsOf({ numPassedTests: 5, numFailedTests: 0, testResults })).toEqual({ passed: 5, failed: 1 });
  });

  it('are zero where it left no report, which is no success', () => {
    expect(readCounts(join(folder, 'none.json'))).toEqual({ passed: 0, failed: 0 });
  });
});

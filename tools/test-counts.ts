/** How many tests passed and failed, from the report that vitest wrote. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const COUNTS_FILE = fileURLToPath(new URL('../out/vitest.json', import.meta.url));

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
}

/** What is read of vitest's report. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

/** The counts; a file that could not be loaded counts as one failure, and no report at all as none of either. */
export function readCounts(file: string = COUNTS_FILE): TestCounts {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return { passed: 0, failed: 0 };
  }
  const report = JSON.parse(text) as VitestReport;
  const unloaded = report.testResults.filter((result) => result.status === 'failed' && result.assertionResults.length === 0).length;
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded };
}

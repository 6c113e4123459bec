/** `ptshare/vitest`: conformance as tests of a user's own project, one for each theme of the stories. */
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { GivenBody } from './adapters/given-body.ts';
import { openConformance, partsOf } from './conformance.ts';
import type { Conformance, ConformanceOptions, Verdict } from './conformance.ts';
import { InputError } from './schemas/input-error.ts';

export type { GivenBody } from './adapters/given-body.ts';
export type { ConformanceOptions } from './conformance.ts';

export interface VitestOptions extends ConformanceOptions {
  /** Of the group of tests; `conformance` where left out. */
  readonly name?: string;
  /** For one test, in milliseconds; 60000 where left out. */
  readonly timeout?: number;
}

/**
 * Registers one test for each theme, and one for all of them together. A test fails with the report of its theme; it is skipped,
 * with the reason, where nothing of the interface could be seen. The last one fails where no theme showed anything, and
 * where listed deviations are out of date.
 * @param body the name of one, a body, or a function that makes one, which is called again after the body broke
 * @throws InputError for a theme that there is not; the tests fail for anything else that cannot be taken
 */
export function conformance(body: GivenBody, options: VitestOptions = {}): void {
  const { name = 'conformance', timeout = 60_000 } = options;
  const parts = partsOf(options);
  // One body answers to one trace after the other.
  describe(name, { timeout, concurrent: false, shuffle: false }, () => {
    let opened: Conformance | undefined;
    beforeAll(async () => void (opened = await telling(openConformance(body, options))), timeout);
    afterAll(async () => opened?.end(), timeout);
    for (const part of parts) test(part, async ({ skip }) => say(await opened!.judge(part), skip));
    test('all themes together', ({ skip }) => say(opened!.whole(), skip));
  });
}

function say(verdict: Verdict, skip: (note: string) => void): void {
  if (verdict.result === 'failed') throw new NotConforming(verdict.text);
  if (verdict.result === 'skipped') skip(verdict.text);
}

/** Its message is a report. Where in ptshare it was thrown tells nothing. */
class NotConforming extends Error {
  constructor(report: string) {
    super(report);
    this.name = 'NotConforming';
    this.stack = '';
  }
}

/** Bad input, with where it is and what to do. */
async function telling<T>(opening: Promise<T>): Promise<T> {
  try {
    return await opening;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const where = [error.file, error.pointer].filter((part) => part !== '').join(' ');
    throw new Error(`${where === '' ? '' : `${where}: `}${error.message}. ${error.hint}`, { cause: error });
  }
}

/** Programs of stories with huge pages, in a machine that has some, held against the suite on the same kernel. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { connect } from '../../adapters/connect.ts';
import { exportC } from '../../cli/export-c.ts';
import { oneTrace } from '../../cli/one-trace.ts';
import type { Trace, Transcript } from '../../schemas/generated/types.ts';
import { withoutMachine } from '../adapters/kernel/here.ts';
import { COMPILERS, onLinux, told } from './compile.ts';
import type { Run } from './compile.ts';
import { runInMachine, staticProgram } from './in-machine.ts';

const STORIES = [
  'huge-at-another-address',
  'huge-both-read-only',
  'huge-close-keeps-sharing',
  'huge-creator-exits',
  'huge-dontneed-by-one',
  'huge-errors-of-sizes',
  'huge-exec-leaves',
  'huge-faults-share-a-table',
  'huge-fork-shares-by-faults',
  'huge-fork-then-protect',
  'huge-less-than-a-slot',
  'huge-no-access-and-back',
  'huge-private-mapping',
  'huge-protect-among-three',
  'huge-protect-cached-on-both',
  'huge-remove-for-all',
  'huge-truncate-for-all',
  'huge-unmap-one-page',
];
/** Small and static. */
const compiler = COMPILERS.find((name) => name === 'musl-gcc') ?? COMPILERS[0];
const impossible = withoutMachine() !== undefined || compiler === undefined || !onLinux;
if (impossible) console.log('programs with huge pages are not run: it needs a compiler, and what a machine needs');

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

describe.skipIf(impossible)('a program of a story with huge pages', () => {
  const seen = new Map<string, { readonly tests: number; readonly transcript: Transcript }>();
  let runs = new Map<string, Run>();
  const place = mkdtempSync(join(tmpdir(), 'ptshare-test-'));
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  beforeAll(async () => {
    const programs = new Map<string, Uint8Array>();
    const stage = await connect('qemu:', { look: 'never' });
    try {
      for (const id of STORIES) {
        const trace: Trace = (await oneTrace(id, 'hugetlb-pmd')).trace;
        const { text, tests } = await exportC(trace, 'reference');
        programs.set(id, staticProgram(text, place, compiler ?? ''));
        seen.set(id, { tests, transcript: await stage.perform(trace) });
      }
    } finally {
      await stage.stop();
    }
    runs = runInMachine(programs, place, compiler ?? '');
  });

  it.each(STORIES)('%s: sees what `qemu:` sees', (id) => {
    const { tests, transcript } = seen.get(id) ?? { tests: 0, transcript: undefined };
    const run = runs.get(id);
    expect(transcript?.status).toBe('complete');
    expect(run).toMatchObject({ code: 0 });
    expect(run?.lines).toHaveLength(tests);
    for (const { step, ok, skipped, seen: said } of run?.lines ?? []) {
      expect([step, ok, skipped]).toEqual([step, true, undefined]);
      const outcome = transcript?.entries[step]?.outcome ?? { result: 'unsupported' };
      expect(said, `step ${step}`).toMatch(told(outcome));
    }
  });
});

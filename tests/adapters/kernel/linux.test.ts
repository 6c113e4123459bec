/** The kernel that the tests run on, black-box: the agent natively. */
import { existsSync, readdirSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { conform } from '../../../conform.ts';
import { connect } from '../../../adapters/connect.ts';
import type { Stage } from '../../../adapters/stage.ts';
import { validateTrace } from '../../../schemas/validate.ts';
import { traceOf } from '../../schemas/traces.ts';
import { STORY, ptshare } from '../../cli/shell.ts';
import { stories, withoutAgent } from './here.ts';

const stages: Stage[] = [];
afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.stop();
});

async function stageOf(name: string): Promise<Stage> {
  const stage = await connect(name);
  stages.push(stage);
  return stage;
}

const leftovers = (): string[] => (existsSync('/dev/shm') ? readdirSync('/dev/shm').filter((name) => /^ptshare-[^v]/u.test(name)) : []);

describe.skipIf(withoutAgent() !== undefined)('linux:', () => {
  it('breaks no rule in the whole suite, and does not implement the flag', async () => {
    const before = leftovers();
    const report = await conform(await stories(), 'linux:');
    expect(report.violations).toEqual([]);
    expect(report.broken).toEqual([]);
    expect(report.conclusion).toBe('not-implemented');
    expect(report.sentence).toMatch(/is not present in another that maps it/u);
    expect(report.traces.complete).toBeGreaterThan(350);
    expect(report.rules.filter(({ verdict }) => verdict === 'held').length).toBeGreaterThanOrEqual(12);
    // Tables are not seen from inside, and no rule about them is called held.
    expect(report.rules.find(({ id }) => id === 'one-table-per-slot')).toMatchObject({ verdict: 'unseen' });
    expect(leftovers()).toEqual(before);
  });

  it('keeps what the trial showed beside what the user claims', async () => {
    const report = await conform([validateTrace(STORY)], 'linux:?claim=map-shared-pt');
    expect(report.conclusion).toBe('conforming');
    expect(report.sentence).toMatch(/Tried beforehand: a page that one process touches, .* is not present/u);
  });

  it.each([
    ['fork-domain', /a child shares no leaf table of its parent/u],
    ['msharefs-ioctl', /msharefs/u],
    ['msharefs', /msharefs/u],
    ['mshare-call', /msharefs/u],
    ['mshare-protect', /mshare_create has no number here: name it by nr_mshare_create/u],
  ])('is found not to implement %s, and breaks none of its rules', async (generation, evidence) => {
    const report = await conform(await stories([generation]), 'linux:', { generation });
    expect(report.violations).toEqual([]);
    expect(report.broken).toEqual([]);
    expect(report.conclusion).toBe('not-implemented');
    expect(report.sentence).toMatch(evidence);
    expect(report.rules.filter(({ verdict }) => verdict === 'held').length).toBeGreaterThanOrEqual(5);
  });

  it('is held to an interface that the user claims: what is missing is a refusal then', async () => {
    const missing = await conform(await stories(['mount-and-names']), 'linux:?claim=msharefs-ioctl', { generation: 'msharefs-ioctl' });
    expect(missing.violations.map(({ rule }) => rule)).toEqual(['success-owed']);
    // No kernel has a call of this number.
    const body = 'linux:?claim=mshare-protect&nr_mshare_create=99999';
    const uncalled = await conform(await stories(['created-with-flags']), body, { generation: 'mshare-protect' });
    expect(uncalled.body.description.evidence?.['mshare-protect']).toMatch(/the kernel has no system call 99999: it says ENOSYS/u);
    expect(uncalled.violations.length).toBeGreaterThan(0);
  });

  it('passes descriptors between processes, and reads and sizes files', async () => {
    const stage = await stageOf('linux:');
    const { entries } = await stage.perform(
      validateTrace(
        traceOf(
          [
            { call: 'open', process: 'A', file: 'data', flags: ['O_RDWR'], as: 'fd' },
            { call: 'pass-fd', process: 'A', fd: 'fd', to: 'B', as: 'mine' },
            { call: 'close', process: 'A', fd: 'fd' },
            { call: 'pass-fd', process: 'A', fd: 'fd', to: 'B', as: 'other' },
            { call: 'exec', process: 'B' },
            { call: 'fstat', process: 'B', fd: 'mine' },
            { call: 'read', process: 'B', fd: 'mine', length: '0x3' },
            { call: 'fallocate', process: 'B', fd: 'mine', mode: 0, offset: '0x0', length: '0x3000' },
            { call: 'pass-fd', process: 'B', fd: 'mine', to: 'A', as: 'back' },
            { call: 'fstat', process: 'A', fd: 'back' },
            { call: 'ioctl', process: 'A', fd: 'back', request: 'unknown' },
          ],
          { files: { data: { size: '0x2000', content: 'page-numbers' } } },
        ),
      ),
    );
    expect(entries.map(({ outcome }) => outcome).slice(1)).toEqual([
      { result: 'done' },
      { result: 'done' },
      { result: 'refused', errno: 'EBADF' },
      { result: 'done' },
      { result: 'done', size: '0x2000' },
      { result: 'done', data: '010101' },
      { result: 'done' },
      { result: 'done' },
      { result: 'done', size: '0x3000' },
      { result: 'refused', errno: 'ENOTTY' },
    ]);
  });

  it('takes huge pages only where it is told to, and only from a hugetlbfs', async () => {
    await expect(connect('linux:?hugetlbfs=/proc')).rejects.toMatchObject({
      code: 'no-linux',
      message: expect.stringContaining('/proc is no hugetlbfs'),
    });
  });

  it('makes faults of real processes outcomes, with their codes', async () => {
    const stage = await stageOf('linux:');
    const { entries, status } = await stage.perform(
      validateTrace(
        traceOf(
          [
            { call: 'open', process: 'A', file: 'data', flags: ['O_RDWR'], as: 'fd' },
            {
              call: 'mmap',
              process: 'A',
              addr: '0x40000000000',
              length: '0x2000',
              prot: ['PROT_READ'],
              flags: ['MAP_SHARED', 'MAP_FIXED'],
              fd: 'fd',
              as: 'm',
            },
            { call: 'load', process: 'A', addr: 'm' },
            { call: 'store', process: 'A', addr: 'm', value: 1 },
            { call: 'ftruncate', process: 'A', fd: 'fd', size: '0x0' },
            { call: 'load', process: 'A', addr: 'm' },
            { call: 'load', process: 'A', addr: 'm+0x4000' },
            { call: 'close', process: 'A', fd: 'fd' },
            { call: 'close', process: 'A', fd: 'fd' },
          ],
          { files: { data: { size: '0x2000', content: 'page-numbers' } } },
        ),
      ),
    );
    expect(status).toBe('complete');
    expect(entries.map(({ outcome }) => outcome).slice(2)).toEqual([
      { result: 'done', value: 1 },
      { result: 'fault', signal: 'SIGSEGV', code: 'SEGV_ACCERR' },
      { result: 'done' },
      { result: 'fault', signal: 'SIGBUS', code: 'BUS_ADRERR' },
      { result: 'fault', signal: 'SIGSEGV', code: 'SEGV_MAPERR' },
      { result: 'done' },
      { result: 'refused', errno: 'EBADF' },
    ]);
  });

  it('speaks the protocol in every respect', async () => {
    const { agentFile } = await import('../../../adapters/kernel/agent-file.ts');
    const { code, out } = await ptshare(['adapter', 'check', `exec:"${agentFile()}"`]);
    expect(out).not.toMatch(/^(?:✗|FAIL|not ok)/mu);
    expect(code).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import type { Step, Trace } from '../../schemas/generated/types.ts';
import { InputError } from '../../schemas/input-error.ts';
import { hashOf } from '../../schemas/canonical.ts';
import { validateTrace } from '../../schemas/validate.ts';
import { OPEN, traceOf } from './traces.ts';

const HUGE: Trace['files'] = { data: { size: '0x200000', on: 'hugetlbfs' }, plain: { size: '0x1000' } };
const PLAIN: Step = { call: 'open', process: 'A', file: 'plain', flags: ['O_RDWR'], as: 'plain' };
const SIZE: Step = { call: 'ftruncate', process: 'A', fd: 'fd', size: '0x400000' };

function mapOf(process: string, fd: string): Step {
  return { call: 'mmap', process, length: '0x1000', prot: ['PROT_READ'], flags: ['MAP_SHARED'], fd };
}

function refusalOf(trace: Trace): Pick<InputError, 'code' | 'pointer'> | undefined {
  try {
    validateTrace(trace);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  return undefined;
}

describe('a file on hugetlbfs', () => {
  it('has whole huge pages, which are what a leaf table covers', () => {
    const files = { data: { size: '0x201000', on: 'hugetlbfs' } } as const;
    expect(refusalOf(traceOf([OPEN], { files }))).toMatchObject({ code: 'bad-file', pointer: '/files/data/size' });
    const geometry = { pageSize: 4096, entriesPerTable: 8, levels: 4, cpus: 2 } as const;
    expect(refusalOf(traceOf([OPEN], { files: { data: { size: '0x8000', on: 'hugetlbfs' } }, geometry }))).toBeUndefined();
    expect(refusalOf(traceOf([OPEN], { files: { data: { size: '0x4000', on: 'hugetlbfs' } }, geometry }))).toMatchObject({
      code: 'bad-file',
    });
  });

  it('is sized, beside ordinary files that are mapped', () => {
    expect(refusalOf(traceOf([OPEN, PLAIN, SIZE, mapOf('A', 'plain')], { files: HUGE }))).toBeUndefined();
  });

  it.each([
    ['by who opened it', [OPEN, mapOf('A', 'fd')], 1],
    ['by who was given it', [OPEN, { call: 'pass-fd', process: 'A', fd: 'fd', to: 'B', as: 'got' }, mapOf('B', 'got')], 2],
    ['by a child', [OPEN, { call: 'fork', process: 'A', child: 'C' }, mapOf('C', 'fd')], 2],
  ] as const)('is not mapped outside a region %s', (_whom, steps, at) => {
    expect(refusalOf(traceOf(steps, { files: HUGE }))).toMatchObject({ code: 'untold-call', pointer: `/steps/${at}/fd` });
    expect(refusalOf(traceOf(steps, { files: { ...HUGE, data: { size: '0x200000' } } }))).toBeUndefined();
  });

  it('makes another trace than an ordinary one', () => {
    expect(hashOf(traceOf([OPEN], { files: HUGE }))).not.toBe(hashOf(traceOf([OPEN], { files: { ...HUGE, data: { size: '0x200000' } } })));
  });
});

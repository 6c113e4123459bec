import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connect } from '../../adapters/connect.ts';
import { traceFromStrace } from '../../exchange/strace/import.ts';
import type { Imported } from '../../exchange/strace/import.ts';
import type { MmapCall, Outcome, Trace } from '../../schemas/generated/types.ts';
import { validateTrace } from '../../schemas/validate.ts';
import { file, folder, ptshare } from '../cli/shell.ts';

const LOG = join(import.meta.dirname, 'postgresql.log');

function imported(text: string, touch = false): Imported {
  const result = traceFromStrace(text, { id: 'log', from: 'log', touch, generation: 'map-shared-pt' });
  validateTrace(result.trace);
  return result;
}

const steps = (text: string, touch = false): readonly unknown[] =>
  imported(text, touch).trace.steps.map(({ note: _note, ...step }) => step);
const calls = (text: string): string[] => imported(text).trace.steps.map(({ call }) => call);

async function outcomes(trace: Trace): Promise<Outcome[]> {
  const stage = await connect('reference');
  const { entries, status } = await stage.perform(trace);
  expect(status).toBe('complete');
  return entries.map(({ outcome }) => outcome);
}

/** Processes that have a mapping at this address after all forks. */
function holders(trace: Trace, mapping: MmapCall): Set<string> {
  const names = new Set<string>();
  for (const step of trace.steps) {
    if (step === mapping) names.add(step.process);
    if (step.call === 'fork' && names.has(step.process)) names.add(step.child);
  }
  return names;
}

describe('PostgreSQL: its start, two clients, its end', () => {
  const text = readFileSync(LOG, 'utf8');

  test.each([false, true])('everything in the trace succeeds on the reference, as it did (touch: %s)', async (touch) => {
    const { trace } = imported(text, touch);
    const answers = await outcomes(trace);
    expect(answers.filter(({ result }) => result !== 'done')).toEqual([]);
    const mapped = trace.steps.filter(({ call }) => call === 'mmap');
    expect(mapped).toHaveLength([...text.matchAll(/ mmap\(.* = 0x|mmap resumed>.* = 0x/gu)].length);
    expect(trace.steps.some(({ call }) => call === 'load')).toBe(touch);
  });

  test('the shared memory segment is MAP_SHARED in the postmaster, and by fork in all its children', async () => {
    const { trace } = imported(text);
    expect(trace.processes).toEqual(['postgres-8334']);
    const shared = trace.steps.filter(
      (step) => step.call === 'mmap' && step.flags.includes('MAP_SHARED') && step.flags.includes('MAP_ANONYMOUS'),
    );
    expect(shared).toMatchObject([{ process: 'postgres-8334', addr: '0x7fb61f7d6000', length: '0x139c000' }]);
    const [segment] = shared;
    if (segment?.call !== 'mmap') throw new Error('no segment');
    const children = trace.steps.flatMap((step) => (step.call === 'fork' ? [step.child] : []));
    expect(children).toHaveLength(8);
    expect(holders(trace, segment)).toEqual(new Set(['postgres-8334', ...children]));
    // What the postmaster writes, its children read.
    const last = trace.steps.findLastIndex(({ call }) => call === 'fork');
    const child = children.at(-1) ?? '';
    const probe: Trace['steps'] = [
      { call: 'store', process: 'postgres-8334', addr: '0x7fb61f7d6000', value: 9 },
      { call: 'load', process: child, addr: '0x7fb61f7d6000' },
    ];
    const answers = await outcomes({ ...trace, steps: [...trace.steps.slice(0, last + 1), ...probe] });
    expect(answers.at(-1)).toEqual({ result: 'done', value: 9 });
  });

  test('the command says what is left out, and what it writes can be checked and replayed', async () => {
    const out = join(folder(), 'postgresql.json');
    const { code, err } = await ptshare(['import', 'strace', LOG, '--out', out]);
    expect(code).toBe(0);
    expect(err).toMatch(/^\d+ steps, left out:\n/u);
    expect(err).toMatch(/^ +160 {2}flag MAP_DENYWRITE$/mu);
    expect(await ptshare(['check', out])).toMatchObject({ code: 0, out: '1 valid traces, 0 errors, 0 notes\n' });
    const again = await ptshare(['replay', out, '--no-tables', '--json']);
    expect(again.code).toBe(0);
    expect(await ptshare(['import', 'strace', LOG, '--json'])).toMatchObject({ code: 0, err: '' });
  });
});

const MAP = 'mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000';
const MAPPED = {
  call: 'mmap',
  addr: '0x7f0000000000',
  length: '0x2000',
  prot: ['PROT_READ', 'PROT_WRITE'],
  flags: ['MAP_PRIVATE', 'MAP_ANONYMOUS', 'MAP_FIXED'],
};

describe('lines in all their forms', () => {
  test.each([
    ['with nothing in front', MAP, 'process'],
    ['with an id', `77  ${MAP}`, 'process-77'],
    ['with an id on standard error', `[pid    77] ${MAP}`, 'process-77'],
    ['with -t', `77  12:00:01 ${MAP}`, 'process-77'],
    ['with -tt', `77  12:00:01.123456 ${MAP}`, 'process-77'],
    ['with -ttt', `1700000000.123456 ${MAP}`, 'process'],
    ['with -r', `     0.000120 ${MAP}`, 'process'],
    ['with -T and carriage return', `77 ${MAP} <0.000012>\r`, 'process-77'],
    ['after execve, with -y', `77 execve("/bin/cat", ["cat"], 0x7ff /* 3 vars */) = 0\n77 ${MAP}`, 'cat-77'],
  ])('%s', (_what, text, process) => {
    expect(steps(text)).toEqual([{ ...MAPPED, process }]);
  });

  test('a call that another one interrupts; what gives memory up does so where it begins', () => {
    const text = [
      '7 mmap(NULL, 8192, PROT_READ|PROT_WRITE <unfinished ...>',
      '8 munmap(0x7f0000000000, 8192 <unfinished ...>',
      '7 <... mmap resumed>, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000',
      '8 <... munmap resumed>) = 0',
    ];
    const threads = ['7 clone(child_stack=0x1, flags=CLONE_VM|CLONE_THREAD) = 8', `7 ${MAP}`, ...text];
    expect(calls(threads.join('\n'))).toEqual(['mmap', 'munmap', 'mmap']);
  });

  test('a child that appears before its parent’s clone returns, with and without ids', () => {
    const text = [
      MAP,
      'clone(child_stack=NULL, flags=SIGCHLDstrace: Process 8 attached',
      ' <unfinished ...>',
      '[pid     8] munmap(0x7f0000000000, 8192) = 0',
      '[pid     7] <... clone resumed>) = 8',
      '[pid     8] exit_group(0) = ?',
      '[pid     8] +++ exited with 0 +++',
      '--- SIGCHLD {si_signo=SIGCHLD} ---',
      'munmap(0x7f0000000000, 8192) = 0',
      '+++ exited with 0 +++',
    ];
    expect(imported(text.join('\n')).trace.steps.map((step) => ('process' in step ? `${step.process} ${step.call}` : ''))).toEqual([
      'process mmap',
      'process fork',
      'process-8 munmap',
      'process-8 exit',
      'process munmap',
      'process exit',
    ]);
  });

  test('threads are merged: a process ends with its last one', () => {
    const text = [
      '7 clone3({flags=CLONE_VM|CLONE_THREAD} => {parent_tid=[8]}, 88) = 8',
      `8 ${MAP}`,
      '8 exit(0) = ?',
      '8 +++ exited with 0 +++',
    ];
    expect(steps(text.join('\n'))).toEqual([{ ...MAPPED, process: 'process-7' }]);
    expect(calls([...text, '7 exit(0) = ?'].join('\n'))).toEqual(['mmap', 'exit']);
  });
});

describe('descriptors and files', () => {
  const open = '7 openat(AT_FDCWD</>, "/srv/pool", O_RDWR|O_CLOEXEC) = 3</srv/pool>';
  const map = '7 mmap(NULL, 4096, PROT_READ, MAP_SHARED|0x200000, 5</srv/pool>, 0x1000) = 0x7f0000000000';

  test('a duplicate stands for what it was made of, and lives as long as one of them', () => {
    const text = [
      open,
      '7 fstat(3, {st_mode=S_IFREG|0644, st_size=8192, ...}) = 0',
      '7 dup2(3, 5) = 5',
      '7 close(3) = 0',
      map,
      '7 close(5) = 0',
    ];
    const { trace } = imported(text.join('\n'));
    expect(trace.files).toEqual({ pool: { size: '0x2000' } });
    expect(steps(text.join('\n'))).toMatchObject([
      { call: 'open', file: 'pool', flags: ['O_RDWR', 'O_CLOEXEC'], as: 'fd3' },
      { call: 'mmap', fd: 'fd3', offset: '0x1000', flags: ['MAP_SHARED', 'MAP_FIXED', 'MAP_SHARED_PT'] },
      { call: 'close', fd: 'fd3' },
    ]);
  });

  test('with -y, a descriptor from before the log is opened where it is first used', () => {
    expect(calls(map)).toEqual(['open', 'mmap']);
    const { trace, leftOut } = imported(`7 ${MAP}\n${map.replace('</srv/pool>', '')}`);
    expect(trace.steps).toHaveLength(1);
    expect(leftOut).toEqual([{ kind: 'mmap of a descriptor that the log does not open, or of a device', times: 1 }]);
  });

  test('what is made by the log begins empty, and grows', () => {
    const text = ['7 memfd_create("pool", MFD_CLOEXEC) = 3', '7 fallocate(3, 0, 0, 4096) = 0', '7 ftruncate(3, 8192) = 0'];
    const { trace } = imported(text.join('\n'));
    expect(Object.values(trace.files)).toEqual([{ size: '0x0' }]);
    expect(trace.steps).toMatchObject([{ call: 'open' }, { call: 'ftruncate', size: '0x1000' }, { call: 'ftruncate', size: '0x2000' }]);
  });

  test('--touch loads from what can be read, and not beyond the end of a file', () => {
    const text = [
      open,
      '7 fstat(3, {st_size=4096, ...}) = 0',
      map.replace('5<', '3<'),
      `7 ${MAP.replace('0x7f0000000000', '0x7e0000000000')}`,
    ];
    expect(steps(text.join('\n'), true)).toMatchObject([
      { call: 'open' },
      { call: 'mmap' },
      { call: 'mmap' },
      { call: 'load', addr: '0x7e0000000000' },
    ]);
  });
});

describe('memory', () => {
  test('changes of what the log maps are kept; the program’s own memory, and other advice, are counted', () => {
    const text = [
      MAP,
      'mprotect(0x7f0000000000, 4096, PROT_NONE) = 0',
      'mprotect(0x400000, 4096, PROT_READ) = 0',
      'madvise(0x7f0000000000, 4096, MADV_DONTNEED) = 0',
      'madvise(0x7f0000000000, 4096, MADV_HUGEPAGE) = 0',
      'mremap(0x7f0000000000, 8192, 16384, MREMAP_MAYMOVE) = 0x7f1000000000',
      'mprotect(0x7f0000000000, 4096, PROT_READ) = -1 ENOMEM (Cannot allocate memory)',
      'brk(NULL) = 0x1000',
    ];
    const { trace, leftOut } = imported(text.join('\n'));
    expect(trace.steps.map(({ call }) => call)).toEqual(['mmap', 'mprotect', 'madvise', 'mremap']);
    expect(trace.steps[3]).toMatchObject({ flags: ['MREMAP_MAYMOVE', 'MREMAP_FIXED'], newAddr: '0x7f1000000000' });
    expect(leftOut.map(({ kind }) => kind).sort()).toEqual([
      'brk',
      'madvise MADV_HUGEPAGE',
      'mprotect of memory that the log does not map: the program, its heap, its stack',
      'mprotect that failed',
    ]);
    expect(trace.steps[0]?.note).toMatch(/^Left out of the log: 1 × brk; /u);
  });

  test('a call that never returns did nothing', () => {
    expect(
      calls(`7 ${MAP}\n7 openat(AT_FDCWD, "/srv/pool", O_RDONLY <unfinished ...>) = ?\n7 munmap(0x7f0000000000 <unfinished ...>`),
    ).toEqual(['mmap']);
  });

  test('after exec nothing is mapped', () => {
    const text = [MAP, 'execve("/bin/true", ["true"], 0x1 /* 0 vars */) = 0', 'mprotect(0x7f0000000000, 4096, PROT_READ) = 0'];
    expect(calls(text.join('\n'))).toEqual(['mmap', 'exec']);
  });
});

describe('what cannot be taken', () => {
  test.each([
    ['no line of strace', `${MAP}\nhello there\n`, 'bad-strace-line', 'line 2 is no line of strace: hello there'],
    ['a call that is cut', `${MAP.slice(0, 30)}\n${MAP}`, 'bad-strace-line', 'line 1 is no line of strace'],
    ['nothing to say', 'getpid() = 7\n', 'nothing-to-import', 'the log has no call'],
    ['a long line', `${'x'.repeat(70_000)}\n`, 'too-large', 'line 1 has 70000 characters'],
  ])('%s', async (_what, text, code, message) => {
    const path = file('my.log', text);
    const { code: exit, err } = await ptshare(['import', 'strace', path]);
    expect(exit).toBe(2);
    expect(err).toContain(code);
    expect(err).toContain(message);
    expect(err).toContain(path);
  });
});

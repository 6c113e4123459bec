import { describe, expect, it } from 'vitest';
import { isSoundTrace, sealed } from '../../schemas/canonical.ts';
import { checkNoun } from '../../schemas/gate.ts';
import type { Step, Trace } from '../../schemas/generated/types.ts';
import { generateTraces } from '../../suites/generate.ts';
import { LOAD, MAP, OPEN, STORE, traceOf } from './traces.ts';

type Table = Record<string, unknown>;

/** Every call with all its properties. */
const STEPS: readonly Table[] = [
  { ...OPEN, cpu: 1, begins: 'first', pause: 'flush', note: 'n' },
  { ...MAP, cpu: 63, offset: '0x200000', as: 'second' },
  { ...STORE, fail: { allocation: 1 } },
  { ...LOAD, expect: { result: 'fault', errno: 'EINVAL', signal: 'SIGBUS', code: 'BUS_ADRERR', value: 0 } },
  { call: 'close', process: 'A', cpu: 0, fd: 'fd' },
  { call: 'ftruncate', process: 'A', cpu: 0, fd: 'fd', size: '0x1000' },
  { call: 'munmap', process: 'A', cpu: 0, addr: 'buf', length: '0x1' },
  { call: 'mprotect', process: 'A', cpu: 0, addr: '0x1000', length: '0x1000', prot: ['PROT_EXEC'] },
  { call: 'madvise', process: 'A', cpu: 0, addr: 'buf', length: '0x1000', advice: 'MADV_REMOVE' },
  { call: 'mremap', process: 'A', cpu: 0, addr: 'buf', oldLength: '0x1', newLength: '0x2', flags: ['MREMAP_FIXED'], newAddr: 'b', as: 'x' },
  { call: 'fork', process: 'A', cpu: 0, child: 'C' },
  { call: 'exec', process: 'C', cpu: 0 },
  { call: 'exit', process: 'C', cpu: 0 },
  { call: 'present', process: 'A', cpu: 0, addr: 'buf' },
  { call: 'table-bytes', process: 'A', cpu: 0 },
  { call: 'tables', cpu: 0 },
  { call: 'mount', process: 'A', cpu: 0, begins: 'm', pause: 'return', fail: { allocation: 1 } },
  { call: 'umount', process: 'A', cpu: 0 },
  { call: 'unlink', process: 'A', cpu: 0, file: 'data' },
  { call: 'read', process: 'A', cpu: 0, fd: 'fd', length: '0x10', expect: { result: 'done', data: '00ff' } },
  { call: 'fstat', process: 'A', cpu: 0, fd: 'fd', expect: { result: 'done', size: '0x1' } },
  { call: 'fallocate', process: 'A', cpu: 0, fd: 'fd', mode: 1, offset: '0x0', length: '0x1' },
  {
    call: 'ioctl',
    process: 'A',
    cpu: 0,
    fd: 'fd',
    request: 'MSHAREFS_CREATE_MAPPING',
    regionOffset: '0x0',
    size: '0x1',
    offset: '0x0',
    prot: ['PROT_READ'],
    flags: ['MAP_HUGETLB'],
    object: 'o',
    pointer: 'bad',
  },
  { call: 'mshare', process: 'A', cpu: 0, file: 'f', path: 'empty', addr: 'buf', length: '0x1', flags: ['O_CREAT'], mode: 384 },
  { call: 'mshare_unlink', process: 'A', cpu: 0, file: 'f', path: 'too-long' },
  { call: 'mshare_create', process: 'A', cpu: 0, flags: ['O_CLOEXEC'], as: 'r' },
  { call: 'mshare_attach', process: 'A', cpu: 0, fd: 'r', offset: '0x0', size: '0x1', addr: 'buf', flags: ['MAP_FIXED'], as: 'w' },
  { call: 'mshare_detach', process: 'A', cpu: 0, addr: 'buf', size: '0x1' },
  {
    call: 'mshare_map',
    process: 'A',
    cpu: 0,
    fd: 'r',
    offset: '0x0',
    size: '0x1',
    prot: ['PROT_READ'],
    flags: ['MAP_SHARED'],
    object: 'o',
    objectOffset: '0x0',
  },
  { call: 'mshare_unmap', process: 'A', cpu: 0, fd: 'r', offset: '0x0', size: '0x1' },
  { call: 'mshare_protect', process: 'A', cpu: 0, fd: 'r', offset: '0x0', size: '0x1', prot: [] },
  { call: 'mshare_advise', process: 'A', cpu: 0, fd: 'r', offset: '0x0', size: '0x1', advice: 'MADV_REMOVE' },
  { call: 'pass-fd', process: 'A', cpu: 0, fd: 'fd', to: 'B', as: 'got' },
  { call: 'resume', of: 'f', cpu: 0, pause: 'return' },
  { call: 'return', of: 'f', cpu: 0 },
];

const ORIGINS: readonly Table[] = [
  { kind: 'written', source: 's' },
  { kind: 'generated', generator: 'g', seed: -1, index: 0 },
  { kind: 'shrunk', from: 'f', body: 'b', seed: 1 },
  { kind: 'imported', from: 'F' },
];

const FULL: Table = {
  $schema: 's',
  ...traceOf(STEPS as unknown as Step[], {
    geometry: { pageSize: 4096, entriesPerTable: 512, levels: 4, cpus: 2 },
    files: {
      data: { size: '0x200000', content: 'page-numbers' },
      other: { size: '0x0', content: 'zeros' },
      region: { size: '0x0', on: 'msharefs' },
    },
    regions: { buf: '0x7f0000000000', far: '0x7f8000000000' },
  }),
};

const NUMBERS: readonly unknown[] = [
  null,
  true,
  0,
  -0,
  -1,
  1,
  1.5,
  2,
  3,
  4,
  5,
  6,
  63,
  64,
  65,
  255,
  256,
  512,
  8192,
  16384,
  2 ** 40,
  NaN,
  Infinity,
];
const NAMES: readonly unknown[] = [
  '',
  '-',
  '_',
  'A',
  'a',
  'Z9._-',
  '9',
  'a b',
  'é',
  'a\u0000',
  'A\n',
  'a-',
  '-a',
  'a_',
  ...[64, 65, 120, 121, 200, 201, 300, 301, 501].map((n) => 'x'.repeat(n)),
];
const HEX: readonly unknown[] = [
  '0x',
  '0x0',
  '0x00',
  '0x01',
  '0x1',
  '0X1',
  '0xA',
  '0xg',
  '1x1',
  `0x${'f'.repeat(16)}`,
  `0x1${'0'.repeat(16)}`,
];
const PLACES: readonly unknown[] = [
  'buf+',
  'buf+0x',
  'buf+0x0',
  'buf+0x01',
  'buf+1',
  'buf+0x1+0x1',
  '+0x1',
  `${'x'.repeat(64)}+0x1`,
  `${'x'.repeat(65)}+0x1`,
  '0x1+0x1',
];
const WORDS: readonly unknown[] = [
  'load',
  'store',
  'exit',
  'tables',
  'return',
  'constructor',
  '__proto__',
  'MADV_DONTNEED',
  'bad',
  'empty',
  'unknown',
  'msharefs',
  '00f',
  '00FF',
  '00ff',
  'zeros',
  'EINVAL',
  'einval',
  'SIGSEGV',
  'written',
  'imported',
  'done',
  'SEGV_ACCERR',
  `sha256:${'0'.repeat(64)}`,
];
const LISTS: readonly unknown[] = [
  [],
  [null],
  [1],
  ['A'],
  ['A', 'A'],
  ['A', 'B'],
  ['PROT_READ'],
  ['PROT_READ', 'PROT_READ'],
  ['MAP_SHARED'],
  ['O_RDONLY', 'O_RDONLY'],
  ['O_RDONLY', 'O_CLOEXEC'],
  ['O_CREAT', 'O_EXCL', 'O_TRUNC'],
  ['same-file', 'same-file'],
  Array.from({ length: 101 }, (_, i) => `r${i}`),
  [[]],
  [{}],
];
const TABLES: readonly unknown[] = [
  {},
  { A: 1 },
  { result: 'done' },
  { result: 'done', more: 1 },
  { size: '0x1' },
  { allocation: 1_000_000 },
  { allocation: 1_000_001 },
  { kind: 'written' },
  { data: { size: '0x1' } },
];

/** What a value is replaced by. No text has characters beyond 16 bits: the quick check counts them twice. */
const WRONG: readonly unknown[] = [...NUMBERS, ...NAMES, ...HEX, ...PLACES, ...WORDS, ...LISTS, ...TABLES];

/** Every place inside a value. */
function* places(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  yield path;
  if (typeof value === 'object' && value !== null) for (const [key, inner] of Object.entries(value)) yield* places(inner, [...path, key]);
}

/** The value with one place changed, time and again: what was yielded is changed back afterwards. */
function* neighbours(value: Table, below: string): Generator {
  for (const path of places(value[below], [below])) {
    let holder = value;
    for (const key of path.slice(0, -1)) holder = holder[key] as Table;
    const key = path.at(-1) ?? '';
    const kept = holder[key];
    for (const wrong of [...WRONG, undefined]) {
      holder[key] = wrong;
      yield value;
    }
    delete holder[key];
    yield value;
    holder[key] = kept;
    if (Array.isArray(holder)) continue;
    for (const name of ['more', 'value', 'mode', 'path', 'to', 'newAddr']) {
      if (name in holder) continue;
      holder[name] = 1;
      yield value;
      delete holder[name];
    }
  }
}

function schemaAccepts(value: unknown): boolean {
  try {
    checkNoun('trace', value);
    return true;
  } catch {
    return false;
  }
}

/** Some are right, and more are wrong. */
function compare(values: Iterable<unknown>): void {
  let [accepted, refused] = [0, 0];
  for (const value of values) {
    const sound = isSoundTrace(value);
    if (sound !== schemaAccepts(value)) expect.fail(`the quick check says ${sound} to ${JSON.stringify(value)}`);
    if (sound) accepted += 1;
    else refused += 1;
  }
  expect(accepted).toBeGreaterThan(0);
  expect(refused).toBeGreaterThan(WRONG.length / 3);
}

describe('the quick check of a trace', () => {
  it.each(Object.keys(FULL))('agrees with the schema on %s', (property) => {
    const trace = structuredClone(FULL);
    expect([isSoundTrace(trace), schemaAccepts(trace)]).toEqual([true, true]);
    compare(neighbours(trace, property));
    expect(trace).toEqual(FULL);
  });

  it.each(ORIGINS)('agrees with the schema on the origin $kind', (origin) => {
    compare(neighbours(structuredClone({ ...FULL, origin }), 'origin'));
  });

  it('takes what is generated, so that it is quick', () => {
    for (const trace of generateTraces({ seed: 7, count: 200, generation: 'map-shared-pt' }))
      expect(isSoundTrace(sealed(trace))).toBe(true);
  });

  it('takes a hash that is right, and no other', () => {
    const trace: Trace = sealed(traceOf());
    expect(isSoundTrace(trace)).toBe(true);
    expect(isSoundTrace({ ...trace, hash: undefined })).toBe(true);
    for (const hash of [null, '', `${trace.hash}0`, `sha256:${'0'.repeat(64)}`]) expect(isSoundTrace({ ...trace, hash })).toBe(false);
  });

  it('reads properties as the schema does: listed ones only, inherited ones too', () => {
    const step = Object.defineProperty({ process: 'A', addr: 'buf', more: 1 }, 'call', { value: 'load', enumerable: false });
    const inherits = Object.assign(Object.create({ more: 1 }) as object, LOAD);
    for (const odd of [step, inherits]) expect(isSoundTrace({ ...traceOf(), steps: [odd] })).toBe(false);
  });
});

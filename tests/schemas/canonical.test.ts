import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalText, hashOf, sealed } from '../../schemas/canonical.ts';
import type { Step, Trace } from '../../schemas/generated/types.ts';
import { schemas } from '../../schemas/generated/schemas.ts';
import { validateTrace } from '../../schemas/validate.ts';
import { LOAD, MAP, OPEN, STORE, traceOf } from './traces.ts';

/** One step of every call, with every property of its schema that changes what is performed. */
const EVERY_STEP: readonly Step[] = [
  { ...OPEN, flags: ['O_RDWR', 'O_CLOEXEC'] } as Step,
  { ...MAP, offset: '0x200000', as: 'second' } as Step,
  { call: 'mmap', process: 'A', length: '0x1000', prot: ['PROT_READ'], flags: ['MAP_PRIVATE', 'MAP_ANONYMOUS'] },
  STORE,
  LOAD,
  { call: 'ftruncate', process: 'A', fd: 'fd', size: '0x1000' },
  { call: 'mprotect', process: 'A', addr: 'buf', length: '0x1000', prot: ['PROT_READ'] },
  { call: 'madvise', process: 'A', addr: 'buf', length: '0x1000', advice: 'MADV_DONTNEED' },
  {
    call: 'mremap',
    process: 'A',
    addr: 'buf',
    oldLength: '0x1000',
    newLength: '0x2000',
    flags: ['MREMAP_MAYMOVE'],
    newAddr: 'second+0x2000',
    as: 'third',
  },
  { call: 'fork', process: 'A', child: 'C', begins: 'f', pause: 'copy', fail: { allocation: 3 } },
  { call: 'resume', of: 'f', pause: 'flush' },
  { call: 'return', of: 'f' },
  { call: 'exec', process: 'C' },
  { call: 'present', process: 'A', addr: 'buf' },
  { call: 'table-bytes', process: 'A' },
  { call: 'tables' },
  { call: 'munmap', process: 'A', addr: 'buf', length: '0x200000' },
  { call: 'close', process: 'A', fd: 'fd' },
  { call: 'exit', process: 'C', cpu: 1 },
  { call: 'mount', process: 'A' },
  { call: 'open', process: 'A', file: 'region', flags: ['O_RDWR', 'O_CREAT', 'O_EXCL', 'O_TRUNC'], as: 'r' },
  { call: 'fallocate', process: 'A', fd: 'r', mode: 1, offset: '0x1', length: '0x8000000000' },
  { call: 'fstat', process: 'A', fd: 'r' },
  { call: 'read', process: 'A', fd: 'r', length: '0x10' },
  {
    call: 'ioctl',
    process: 'A',
    fd: 'r',
    request: 'MSHAREFS_CREATE_MAPPING',
    regionOffset: '0x1000',
    size: '0x2000',
    offset: '0x3000',
    prot: ['PROT_READ'],
    flags: ['MAP_SHARED', 'MAP_HUGETLB'],
    object: 'r',
  },
  { call: 'ioctl', process: 'A', fd: 'r', request: 'unknown', pointer: 'bad' },
  { call: 'pass-fd', process: 'A', fd: 'r', to: 'B', as: 'got' },
  { call: 'mshare', process: 'A', file: 'region', addr: 'buf', length: '0x8000000000', flags: ['O_RDWR'], mode: 384 },
  { call: 'mshare_unlink', process: 'A', path: 'too-long' },
  { call: 'mshare_create', process: 'A', flags: ['O_CLOEXEC'], as: 'm' },
  {
    call: 'mshare_map',
    process: 'A',
    fd: 'm',
    offset: '0x1',
    size: '0x2',
    prot: [],
    flags: ['MAP_SHARED'],
    object: 'r',
    objectOffset: '0x3',
  },
  { call: 'mshare_protect', process: 'A', fd: 'm', offset: '0x1', size: '0x2', prot: ['PROT_READ'] },
  { call: 'mshare_advise', process: 'A', fd: 'm', offset: '0x1', size: '0x2', advice: 'MADV_REMOVE' },
  { call: 'mshare_unmap', process: 'A', fd: 'm', offset: '0x1', size: '0x2' },
  { call: 'mshare_attach', process: 'A', fd: 'm', offset: '0x1', size: '0x2', addr: 'buf', flags: ['MAP_FIXED'], as: 'window' },
  { call: 'mshare_detach', process: 'A', addr: 'window', size: '0x2' },
  { call: 'unlink', process: 'A', file: 'region' },
  { call: 'umount', process: 'A' },
];

const FULL = traceOf(EVERY_STEP, {
  geometry: { pageSize: 4096, entriesPerTable: 512, levels: 4, cpus: 2 },
  files: { data: { size: '0x200000', content: 'page-numbers' }, other: { size: '0x0' }, region: { size: '0x0', on: 'msharefs' } },
  regions: { buf: '0x7f0000000000', far: '0x7f8000000000' },
});

/** Properties that do not change what is performed. */
const SILENT = new Set(['$schema', 'id', 'hash', 'title', 'rules', 'origin', 'format', 'expect', 'note']);

/** The same value with the keys of every object in another order. */
function shuffled(value: unknown, order: (keys: string[]) => string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, order));
  if (typeof value !== 'object' || value === null) return value;
  const table = value as Record<string, unknown>;
  return Object.fromEntries(order(Object.keys(table)).map((key) => [key, shuffled(table[key], order)]));
}

/** Another value that is as good in the place of a property. */
function neighbour(property: string, value: unknown): unknown {
  if (property === 'call') return value === 'exit' ? 'exec' : 'exit';
  if (property === 'content') return 'zeros';
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return value.startsWith('0x') ? `${value}1` : `${value}x`;
  return Array.isArray(value) ? [...(value as unknown[]).slice(1), 'PROT_EXEC'] : undefined;
}

/** Every pointer to a value below, that changes what is performed. */
function* leaves(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (typeof value !== 'object' || value === null || (Array.isArray(value) && typeof value[0] !== 'object')) {
    yield path;
    return;
  }
  for (const [key, inner] of Object.entries(value)) if (!SILENT.has(key)) yield* leaves(inner, [...path, key]);
}

function changed(trace: Trace, path: readonly string[]): Trace {
  const copy = structuredClone(trace);
  let at = copy as unknown as Record<string, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
  const last = path.at(-1) ?? '';
  at[last] = neighbour(last, at[last]);
  return copy;
}

describe('the content hash', () => {
  it('is the sha256 of the canonical text', () => {
    const hex = createHash('sha256').update(canonicalText(FULL)).digest('hex');
    expect(hashOf(FULL)).toBe(`sha256:${hex}`);
  });

  it('stays what it was: stored traces carry it', () => {
    expect(canonicalText(traceOf())).toBe(
      [
        'ptshare 1',
        'map-shared-pt',
        '4096 512 4 2',
        'file data 0x200000 zeros',
        'region buf 0x7f0000000000',
        'process A',
        'process B',
        'open A 0 data 2 fd',
        'mmap A 0 buf 0x200000 3 65 fd 0x0 -',
        'store A 1 buf+0x1000 7',
        'load A 0 buf+0x1000',
        '',
      ].join('\n'),
    );
  });

  it('covers every call', () => {
    const calls = Object.keys(schemas).flatMap((name) => /^calls\/(.*)\.schema\.json$/u.exec(name)?.[1] ?? []);
    expect([...new Set(EVERY_STEP.map((step) => step.call))].toSorted()).toEqual(calls.toSorted());
    validateTrace(FULL);
  });

  it('does not depend on the order of keys', () => {
    const seeds = fc.infiniteStream(fc.nat());
    fc.assert(
      fc.property(seeds, (stream) => {
        const order = (keys: string[]): string[] =>
          keys
            .map((key) => [stream.next().value as number, key] as const)
            .toSorted(([a], [b]) => a - b)
            .map(([, key]) => key);
        expect(hashOf(shuffled(FULL, order) as Trace)).toBe(hashOf(FULL));
      }),
    );
  });

  it('does not depend on the order of flags, nor on defaults that are spelt out', () => {
    const bare = traceOf([{ ...OPEN, flags: [] } as Step, MAP]);
    const spelt = traceOf(
      [
        { ...OPEN, cpu: 0, flags: ['O_RDONLY'] } as Step,
        { ...MAP, cpu: 0, offset: '0x0', prot: ['PROT_WRITE', 'PROT_READ'], flags: ['MAP_SHARED_PT', 'MAP_SHARED'] } as Step,
      ],
      { geometry: { pageSize: 4096, entriesPerTable: 512, levels: 4, cpus: 2 }, files: { data: { size: '0x200000', content: 'zeros' } } },
    );
    expect(hashOf(spelt)).toBe(hashOf(bare));
  });

  it('does not depend on what is only for readers', () => {
    const { expect: _expect, ...silentLoad } = LOAD;
    const loud = traceOf(undefined, { id: 'other', title: 'Other', rules: [], origin: { kind: 'imported', from: 'x' } });
    expect(hashOf(loud)).toBe(hashOf(traceOf()));
    expect(hashOf(traceOf([OPEN, MAP, { ...STORE, note: 'n' }, silentLoad as Step]))).toBe(hashOf(traceOf()));
  });

  it.each([...leaves(FULL)].map((path) => [path.join('/'), path] as const))('depends on %s', (_name, path) => {
    expect(hashOf(changed(FULL, path))).not.toBe(hashOf(FULL));
  });

  it('depends on the names of files, and on the order of steps and processes', () => {
    const others = [
      traceOf(undefined, { files: { datb: { size: '0x200000' } } }),
      traceOf(undefined, { regions: { bug: '0x7f0000000000' } }),
      traceOf(undefined, { processes: ['B', 'A'] }),
      traceOf([OPEN, MAP, LOAD, STORE]),
    ];
    expect(new Set([traceOf(), ...others].map(hashOf)).size).toBe(5);
  });
});

describe('a trace that carries a hash', () => {
  it('is accepted with the right one', () => {
    const trace = sealed(traceOf());
    expect(validateTrace(trace)).toBe(trace);
    expect(sealed(trace)).toBe(trace);
  });

  it('is refused with another, and told the right one', () => {
    const trace = { ...sealed(traceOf()), steps: [OPEN] };
    expect(() => validateTrace(trace, 'f.json')).toThrow(
      expect.objectContaining({ code: 'hash-mismatch', pointer: '/hash', file: 'f.json', hint: expect.stringContaining(hashOf(trace)) }),
    );
  });
});

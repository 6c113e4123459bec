import { describe, expect, it } from 'vitest';
import type { LoadCall, Step, Trace } from '../../schemas/generated/types.ts';
import { InputError } from '../../schemas/input-error.ts';
import { validateTrace } from '../../schemas/validate.ts';
import { LOAD, MAP, OPEN, STORE, traceOf } from './traces.ts';

/** What validateTrace throws, or undefined. */
function refusalOf(value: unknown): InputError | undefined {
  try {
    validateTrace(value, 'story.json');
    return undefined;
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

/** A change to the JSON of a valid trace, as loose as JSON is. */
type Loose = Record<string, unknown> & {
  steps: Record<string, unknown>[];
  files: Record<string, unknown>;
  origin: Record<string, unknown>;
};

type Case = readonly [what: string, code: string, pointer: string, hint: RegExp, change: (trace: Loose) => unknown];

const SHAPES: readonly Case[] = [
  ['a misspelt call', 'unknown-call', '/steps/1/call', /did you mean "mmap"\?/u, (t) => (t.steps[1]!['call'] = 'mmmap')],
  ['no call', 'missing-property', '/steps/1', /add "call"/u, (t) => delete t.steps[1]!['call']],
  [
    'several properties missing',
    'missing-property',
    '/steps/1',
    /^add "prot", "flags"$/u,
    (t) => [delete t.steps[1]!['prot'], delete t.steps[1]!['flags']],
  ],
  ['a call that is no text', 'wrong-type', '/steps/1/call', /one of open/u, (t) => (t.steps[1]!['call'] = 7)],
  ['a misspelt property', 'unknown-property', '/steps/1/lenght', /did you mean "length"\?/u, (t) => (t.steps[1]!['lenght'] = '0x1')],
  ['a misspelt flag', 'unknown-flag', '/steps/1/flags/0', /did you mean "MAP_SHARED"\?/u, (t) => (t.steps[1]!['flags'] = ['MAP_SHARD'])],
  [
    'two mapping types',
    'two-mapping-types',
    '/steps/1/flags',
    /MAP_SHARED_VALIDATE/u,
    (t) => (t.steps[1]!['flags'] = ['MAP_SHARED', 'MAP_PRIVATE']),
  ],
  ['a flag named twice', 'repeated', '/steps/1/flags', /once/u, (t) => (t.steps[1]!['flags'] = ['MAP_SHARED', 'MAP_SHARED'])],
  ['an address as a number', 'wrong-type', '/steps/1/length', /write "0x1000"/u, (t) => (t.steps[1]!['length'] = 4096)],
  ['an address in decimal', 'bad-address', '/steps/1/length', /write "0x1000"/u, (t) => (t.steps[1]!['length'] = '4096')],
  ['an address with a leading zero', 'bad-address', '/steps/1/addr', /write "0x10"/u, (t) => (t.steps[1]!['addr'] = '0x010')],
  ['an address of 17 digits', 'bad-address', '/steps/1/addr', /at most 16/u, (t) => (t.steps[1]!['addr'] = `0x1${'0'.repeat(16)}`)],
  ['a file with a blank in its name', 'bad-name', '/files/my file', /a letter/u, (t) => (t.files = { 'my file': { size: '0x0' } })],
  ['a file named __proto__', 'bad-name', '/files/__proto__', /a letter/u, (t) => (t.files = JSON.parse('{"__proto__":{"size":"0x0"}}'))],
  ['an id in capitals', 'bad-id', '/id', /lower-case/u, (t) => (t['id'] = 'Small')],
  ['no steps', 'bad-length', '/steps', /fewer than 1/u, (t) => (t.steps = [])],
  ['another format', 'wrong-value', '/format', /write 1/u, (t) => (t['format'] = 2)],
  ['a misspelt origin', 'unknown-kind', '/origin/kind', /did you mean "written"\?/u, (t) => (t.origin['kind'] = 'writen')],
  ['a byte beyond 255', 'out-of-range', '/steps/2/value', /255/u, (t) => (t.steps[2]!['value'] = 256)],
  ['a fraction of a byte', 'wrong-type', '/steps/2/value', /whole number/u, (t) => (t.steps[2]!['value'] = 1.5)],
  [
    'a page size in between',
    'unknown-value',
    '/geometry/pageSize',
    /4096/u,
    (t) => (t['geometry'] = { pageSize: 5000, entriesPerTable: 512, levels: 4, cpus: 2 }),
  ],
  ['a step that is null', 'wrong-type', '/steps/0', /object/u, (t) => (t.steps[0] = null as never)],
  ['an unknown property with a slash', 'unknown-property', '/a~1b~0c', /known: /u, (t) => (t['a/b~c'] = 1)],
];

const FILES: Trace['files'] = { data: { size: '0x200000' }, region: { size: '0x0', on: 'msharefs' } };
const UNMAP: Extract<Step, { call: 'ioctl' }> = {
  call: 'ioctl',
  process: 'A',
  fd: 'fd',
  request: 'MSHAREFS_UNMAP',
  regionOffset: '0x0',
  size: '0x1',
};
const READ: Extract<Step, { call: 'read' }> = { call: 'read', process: 'A', fd: 'fd', length: '0x1' };

const STORIES: readonly (readonly [what: string, code: string, pointer: string, hint: RegExp, steps: readonly Step[]])[] = [
  ['an unknown process', 'unknown-process', '/steps/0/process', /did you mean "A"\?/u, [{ ...OPEN, process: 'a' } as Step]],
  ['a step of the dead', 'dead-process', '/steps/1/process', /another process/u, [{ call: 'exit', process: 'A' }, OPEN]],
  [
    'a step of a child not born',
    'unknown-process',
    '/steps/0/process',
    /A, B/u,
    [
      { call: 'exec', process: 'child' },
      { call: 'fork', process: 'A', child: 'child' },
    ],
  ],
  ['a fork of a name in use', 'name-taken', '/steps/0/child', /another name/u, [{ call: 'fork', process: 'A', child: 'B' }]],
  [
    'a fork of a name of the dead',
    'name-taken',
    '/steps/1/child',
    /another name/u,
    [
      { call: 'exit', process: 'B' },
      { call: 'fork', process: 'A', child: 'B' },
    ],
  ],
  ['an unknown file', 'unknown-file', '/steps/0/file', /did you mean "data"\?/u, [{ ...OPEN, file: 'dat' } as Step]],
  [
    'a file named like a property of every object',
    'unknown-file',
    '/steps/0/file',
    /known: data, region/u,
    [{ ...OPEN, file: 'constructor' } as Step],
  ],
  ['two kinds of access', 'contradictory-flags', '/steps/0/flags', /one of them/u, [{ ...OPEN, flags: ['O_RDWR', 'O_WRONLY'] } as Step]],
  ['a descriptor bound twice', 'name-taken', '/steps/1/as', /another name/u, [OPEN, OPEN]],
  ['a descriptor never bound', 'unknown-descriptor', '/steps/1/fd', /did you mean "fd"\?/u, [OPEN, { ...MAP, fd: 'fb' } as Step]],
  [
    'a descriptor of another process',
    'unknown-descriptor',
    '/steps/1/fd',
    /none is known/u,
    [OPEN, { call: 'close', process: 'B', fd: 'fd' }],
  ],
  ['an unknown region', 'unknown-region', '/steps/0/addr', /did you mean "buf"\?/u, [{ ...LOAD, addr: 'bug+0x1' } as Step]],
  [
    'a region before its mmap',
    'unknown-region',
    '/steps/1/addr',
    /buf/u,
    [OPEN, { ...LOAD, addr: 'late' } as Step, { ...MAP, as: 'late' } as Step],
  ],
  [
    'an unknown region for mremap',
    'unknown-region',
    '/steps/0/newAddr',
    /buf/u,
    [{ call: 'mremap', process: 'A', addr: 'buf', oldLength: '0x1000', newLength: '0x1000', flags: [], newAddr: 'x' }],
  ],
  ['a region bound twice', 'name-taken', '/steps/1/as', /another name/u, [OPEN, { ...MAP, as: 'buf' } as Step]],
  [
    'an offset beyond 64 bits',
    'address-overflow',
    '/steps/0/addr',
    /0x7f0000000000/u,
    [{ ...LOAD, addr: 'buf+0xffffffffffffffff' } as Step],
  ],
  ['a CPU too many', 'unknown-cpu', '/steps/0/cpu', /0 to 1/u, [{ ...OPEN, cpu: 2 }]],
  [
    'a call begun twice',
    'bad-pairing',
    '/steps/1/begins',
    /another name/u,
    [
      { ...LOAD, begins: 'x' },
      { ...LOAD, begins: 'x' },
    ],
  ],
  ['a call that never returns', 'bad-pairing', '/steps/0/begins', /"return", "of": "x"/u, [{ ...LOAD, begins: 'x' }, LOAD]],
  [
    'a return of nothing',
    'bad-pairing',
    '/steps/1/of',
    /did you mean "load-1"\?/u,
    [
      { ...LOAD, begins: 'load-1' },
      { call: 'return', of: 'load-2' },
    ],
  ],
  [
    'a call that returns twice',
    'bad-pairing',
    '/steps/2/of',
    /once/u,
    [
      { ...LOAD, begins: 'x' },
      { call: 'return', of: 'x' },
      { call: 'return', of: 'x' },
    ],
  ],
  [
    'a return that begins',
    'bad-pairing',
    '/steps/1/begins',
    /leave out/u,
    [
      { ...LOAD, begins: 'x' },
      { call: 'return', of: 'x', begins: 'y' },
    ],
  ],
  ['a pause of a call that returns at once', 'bad-pairing', '/steps/0/pause', /begins/u, [{ ...(LOAD as LoadCall), pause: 'check' }]],
  [
    'a resume of nothing',
    'bad-pairing',
    '/steps/1/of',
    /did you mean "load-1"\?/u,
    [
      { ...LOAD, begins: 'load-1' },
      { call: 'resume', of: 'load-2' },
    ],
  ],
  [
    'a resume that begins',
    'bad-pairing',
    '/steps/1/begins',
    /leave out/u,
    [
      { ...LOAD, begins: 'x' },
      { call: 'resume', of: 'x', begins: 'y' },
    ],
  ],
  [
    'a resume after the return',
    'bad-pairing',
    '/steps/2/of',
    /once/u,
    [
      { ...LOAD, begins: 'x' },
      { call: 'return', of: 'x' },
      { call: 'resume', of: 'x' },
    ],
  ],
  [
    'an answer of a call that goes on',
    'bad-expectation',
    '/steps/1/expect',
    /at its return/u,
    [
      { ...LOAD, begins: 'x' },
      { call: 'resume', of: 'x', expect: { result: 'done' } },
    ],
  ],
  [
    'a call of a process that is ending',
    'leaving-process',
    '/steps/1/process',
    /return first/u,
    [{ call: 'exit', process: 'A', begins: 'x', pause: 'flush' }, LOAD, { call: 'return', of: 'x' }],
  ],
  [
    'a descriptor used before its open has returned',
    'unknown-descriptor',
    '/steps/1/fd',
    /none/u,
    [{ ...OPEN, begins: 'x' }, MAP, { call: 'return', of: 'x' }],
  ],
  [
    'a fault of munmap',
    'bad-expectation',
    '/steps/0/expect/result',
    /load and store/u,
    [{ call: 'munmap', process: 'A', addr: 'buf', length: '0x1', expect: { result: 'fault' } }],
  ],
  ['a load refused', 'bad-expectation', '/steps/0/expect/result', /a fault/u, [{ ...LOAD, expect: { result: 'refused' } }]],
  [
    'an errno with done',
    'bad-expectation',
    '/steps/0/expect/errno',
    /result, value, data, size/u,
    [{ ...OPEN, expect: { result: 'done', errno: 'EINVAL' } }],
  ],
  ['a value of a store', 'bad-expectation', '/steps/0/expect/value', /leave out/u, [{ ...STORE, expect: { result: 'done', value: 1 } }]],
  ['an unlink of an unknown file', 'unknown-file', '/steps/0/file', /data/u, [{ call: 'unlink', process: 'A', file: 'dat' }]],
  [
    'an mshare of an ordinary file',
    'unknown-file',
    '/steps/0/file',
    /region/u,
    [{ call: 'mshare', process: 'A', file: 'data', addr: 'buf', length: '0x1', flags: [], mode: 0 }],
  ],
  ['an mshare_unlink of nothing', 'missing-property', '/steps/0/file', /one of them/u, [{ call: 'mshare_unlink', process: 'A' }]],
  [
    'an ioctl without what its request takes',
    'missing-property',
    '/steps/1/request',
    /add "size"/u,
    [OPEN, { call: 'ioctl', process: 'A', fd: 'fd', request: 'MSHAREFS_UNMAP', regionOffset: '0x0' }],
  ],
  [
    'an ioctl with what its request does not take',
    'unknown-property',
    '/steps/1/object',
    /leave it out/u,
    [OPEN, { ...UNMAP, object: 'fd' }],
  ],
  [
    'an ioctl whose argument is nowhere and somewhere',
    'unknown-property',
    '/steps/1/regionOffset',
    /leave it out/u,
    [OPEN, { ...UNMAP, pointer: 'bad' }],
  ],
  ['an ioctl on a descriptor never bound', 'unknown-descriptor', '/steps/0/fd', /none/u, [UNMAP]],
  [
    'an object never opened',
    'unknown-descriptor',
    '/steps/1/object',
    /fd/u,
    [OPEN, { call: 'mshare_map', process: 'A', fd: 'fd', offset: '0x0', size: '0x1', prot: [], flags: [], object: 'fb' }],
  ],
  ['a read of more than an answer shows', 'out-of-range', '/steps/1/length', /0x1000/u, [OPEN, { ...READ, length: '0x1001' }]],
  [
    'a descriptor passed to nobody',
    'unknown-process',
    '/steps/1/to',
    /A, B/u,
    [OPEN, { call: 'pass-fd', process: 'A', fd: 'fd', to: 'C', as: 'got' }],
  ],
  [
    'a descriptor passed under a name in use',
    'name-taken',
    '/steps/2/as',
    /another name/u,
    [OPEN, { ...OPEN, process: 'B' } as Step, { call: 'pass-fd', process: 'A', fd: 'fd', to: 'B', as: 'fd' }],
  ],
  ['bytes of a load', 'bad-expectation', '/steps/0/expect/data', /leave out/u, [{ ...LOAD, expect: { result: 'done', data: '00' } }]],
  [
    'SIGBUS with a code of SIGSEGV',
    'bad-expectation',
    '/steps/0/expect/code',
    /BUS_ADRERR/u,
    [{ ...LOAD, expect: { result: 'fault', signal: 'SIGBUS', code: 'SEGV_MAPERR' } }],
  ],
];

describe('a trace is refused for its shape', () => {
  it.each(SHAPES)('%s: %s', (_what, code, pointer, hint, change) => {
    const trace = traceOf() as unknown as Loose;
    change(trace);
    const refused = refusalOf(trace);
    expect(refused).toMatchObject({ code, pointer, file: 'story.json' });
    expect(refused?.hint).toMatch(hint);
  });

  it.each([[null], [undefined], [[]], ['text'], [7], [{}]])('%j is no trace', (value) => {
    expect(refusalOf(value)).toBeInstanceOf(InputError);
  });
});

describe('a trace is refused for what it says', () => {
  it.each(STORIES)('%s: %s', (_what, code, pointer, hint, steps) => {
    const refused = refusalOf(traceOf(steps, { files: FILES }));
    expect(refused).toMatchObject({ code, pointer, file: 'story.json' });
    expect(refused?.hint).toMatch(hint);
  });

  it.each([
    ['size', { size: '0x1000', on: 'msharefs' }],
    ['content', { size: '0x0', content: 'zeros', on: 'msharefs' }],
  ] as const)('a file in msharefs that has a %s before it is made', (property, file) => {
    expect(refusalOf(traceOf(undefined, { files: { ...FILES, made: file } }))).toMatchObject({
      code: 'bad-file',
      pointer: `/files/made/${property}`,
    });
  });

  it('a geometry beyond 57 bits', () => {
    const geometry = { pageSize: 65_536, entriesPerTable: 8192, levels: 4, cpus: 2 } as const;
    expect(refusalOf(traceOf(undefined, { geometry }))).toMatchObject({ code: 'bad-geometry', pointer: '/geometry' });
  });

  it('leaves nothing behind for the next trace', () => {
    expect(refusalOf(traceOf([OPEN, { ...LOAD, begins: 'x' }, OPEN]))).toMatchObject({ code: 'name-taken' });
    expect(refusalOf(traceOf())).toBeUndefined();
  });
});

const READY: readonly Step[] = [OPEN, { call: 'pass-fd', process: 'A', fd: 'fd', to: 'B', as: 'got' }];

const FINE: readonly (readonly [what: string, steps: readonly Step[]])[] = [
  ['a small story', [OPEN, MAP, STORE, LOAD]],
  ['a closed descriptor', [OPEN, { call: 'close', process: 'A', fd: 'fd' }, MAP]],
  ['an inherited descriptor', [OPEN, { call: 'fork', process: 'A', child: 'C' }, { ...MAP, process: 'C' } as Step]],
  [
    'mmap without a descriptor and without MAP_ANONYMOUS',
    [{ call: 'mmap', process: 'A', length: '0x1000', prot: [], flags: ['MAP_SHARED'] }],
  ],
  [
    'a region bound by mmap, used by another process',
    [OPEN, { ...MAP, as: 'late' } as Step, { ...LOAD, process: 'B', addr: 'late+0x1' } as Step],
  ],
  ['a call that returns at once', [{ ...OPEN, begins: 'o' }, { call: 'return', of: 'o' }, MAP]],
  ['table bytes of nobody', [{ call: 'table-bytes' }, { call: 'tables' }]],
  ['a descriptor passed on', [...READY, { call: 'fstat', process: 'B', fd: 'got', expect: { result: 'done', size: '0x200000' } }]],
  ['a look at the bytes of a file', [OPEN, { ...READ, length: '0x1000', expect: { result: 'done', data: '00ff' } }]],
  ['the last address', [{ ...LOAD, addr: '0xffffffffffffffff' } as Step]],
];

describe('a trace is accepted', () => {
  it.each(FINE)('%s', (_what, steps) => {
    const trace = traceOf(steps);
    expect(validateTrace(trace)).toBe(trace);
  });
});

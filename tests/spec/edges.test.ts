import { describe, expect, test } from 'vitest';
import { createJudge } from '../../oracle/judge.ts';
import { NO_EXECUTE } from '../../schemas/contract.ts';
import { forkScene } from '../../spec/fork-scene.ts';
import { BUF_SLOT, HOST, type Picture, RW, SHARED } from '../../spec/picture.ts';
import { RegionScene } from '../../spec/region-scene.ts';
import type { Example } from '../../spec/rule.ts';
import { ACCERR, BUF, DONE, MAPERR, Scene, at, refused, twoSharers, value } from '../../spec/scene.ts';
import type { MremapCall, Outcome } from '../../schemas/generated/types.ts';

const judge = createJudge({ generation: 'map-shared-pt', profile: 'default', claims: true });

/** Where mappings are moved to. */
const AWAY = '0x30000000000';
const AT_AWAY: Outcome = { result: 'done', addr: AWAY };

function away(page: number): string {
  return `0x${(BigInt(AWAY) + BigInt(page) * 4096n).toString(16)}`;
}

function toAway(process: string, addr: string, oldLength: string, newLength = oldLength): MremapCall {
  return { call: 'mremap', process, addr, oldLength, newLength, flags: ['MREMAP_MAYMOVE', 'MREMAP_FIXED'], newAddr: AWAY };
}

/** The rules that are violated. */
function broken({ transcript }: Example): string[] {
  return judge.judge(transcript).violations.map((v) => v.rule);
}

describe('an address that the kernel chose', () => {
  /** A has private memory at BUF, and is given 2 pages more, without MAP_FIXED. */
  function given(addr: string): Example {
    return new Scene('A second mapping')
      .map('A', { flags: ['MAP_PRIVATE', 'MAP_ANONYMOUS', 'MAP_FIXED'], length: '0x2000' })
      .map('A', { flags: ['MAP_PRIVATE', 'MAP_ANONYMOUS'], length: '0x2000', at: addr })
      .end();
  }

  test.each([
    ['the same', at(0)],
    ['its end', at(1)],
    ['its start', at(-1)],
  ])('must not lie over another mapping: %s', (_title, addr) => {
    expect(broken(given(addr))).toContain('mmap-address');
  });

  test.each([
    ['above', at(2)],
    ['below', at(-2)],
    ['below the top', '0x7fffffffd000'],
  ])('may lie beside it: %s', (_title, addr) => {
    expect(broken(given(addr))).toEqual([]);
  });

  test('must not leave user space', () => {
    expect(broken(given('0x7fffffffe000'))).toContain('mmap-address');
  });
});

describe('what a file system may not hold', () => {
  const LIMIT = 2n ** 44n;
  const hex = (bytes: bigint): string => `0x${bytes.toString(16)}`;
  const resized = (size: bigint): Example =>
    new Scene('A size')
      .map('A')
      .does({ call: 'ftruncate', process: 'A', fd: 'fd-db', size: hex(size) }, refused('EFBIG'))
      .end();
  const mapped = (end: bigint): Example =>
    new Scene('An offset')
      .map('A')
      .does(
        {
          call: 'mmap',
          process: 'A',
          length: '0x1000',
          prot: ['PROT_READ'],
          flags: ['MAP_SHARED'],
          fd: 'fd-db',
          offset: hex(end - 0x1000n),
        },
        refused('EOVERFLOW'),
      )
      .end();

  test('a size from 16 TiB on may be refused, and no smaller one', () => {
    expect(broken(resized(LIMIT))).toEqual([]);
    expect(broken(resized(LIMIT - 0x1000n))).toEqual(['success-owed']);
  });

  test('so may a mapping that ends beyond 16 TiB, or at the very end of what can be named', () => {
    expect(broken(mapped(2n ** 63n))).toEqual([]);
    expect(broken(mapped(LIMIT + 0x1000n))).toEqual([]);
    expect(broken(mapped(LIMIT))).toEqual(['success-owed']);
  });
});

describe('presence', () => {
  /** B reached page 0, left, came back, and has touched nothing since. */
  function back(seen: number): Example {
    return twoSharers('B is back')
      .store('A', BUF, 1)
      .load('B', BUF, value(1))
      .unmap('B', BUF, '0x200000')
      .map('B')
      .does({ call: 'present', process: 'B', addr: BUF }, value(seen))
      .end();
  }

  test.each([0, 1])('of one who came back is not asked before it touches the slot: %i', (seen) => {
    expect(broken(back(seen))).toEqual([]);
  });
});

describe('mprotect that fails at a hole', () => {
  /** One page without access of a file opened for reading, one of private memory, a hole. */
  function partly(prot: 'r' | 'rw', errno: string, seen: Outcome): Example {
    return new Scene('PROT_READ as far as it goes')
      .map('A', { flags: ['MAP_SHARED', 'MAP_FIXED'], mode: 'O_RDONLY', prot: 'none', length: '0x1000' })
      .map('A', { flags: ['MAP_PRIVATE', 'MAP_ANONYMOUS', 'MAP_FIXED'], addr: at(1), prot: 'none', length: '0x1000' })
      .protect('A', BUF, '0x3000', prot, refused(errno))
      .load('A', BUF, seen)
      .end();
  }

  test.each([
    ['changed', value(1)],
    ['unchanged', ACCERR],
  ])('leaves a page that it may restrict %s', (_title, seen) => {
    expect(broken(partly('r', 'ENOMEM', seen))).toEqual([]);
  });

  test('never changes one that refuses', () => {
    expect(broken(partly('rw', 'EACCES', ACCERR))).toEqual([]);
    expect(broken(partly('rw', 'EACCES', value(1)))).not.toEqual([]);
  });
});

describe('a host that serves no region', () => {
  /** A maps privately, with the flag, at page 0 of the file; the host is at this page of it. */
  function besideHost(offsetPage: number): Example {
    const picture: Picture = {
      leaves: { 1: [0, 7, RW], 2: [] },
      mms: [
        { process: 'A', slots: { [BUF_SLOT]: 1 } },
        { host: { ...HOST, offsetPage, guests: 1 }, slots: { [BUF_SLOT]: 2 } },
      ],
    };
    return new Scene('A host and a private mapping')
      .map('A', { flags: ['MAP_PRIVATE', 'MAP_SHARED_PT', 'MAP_FIXED'] })
      .load('A', BUF, value(1))
      .shows(picture)
      .end();
  }

  test('is that of an ineligible mapping where address, length and offset are the same', () => {
    expect(broken(besideHost(0))).toContain('needs-map-shared');
    expect(broken(besideHost(512))).not.toContain('needs-map-shared');
  });
});

describe('an entry', () => {
  /** The bits of an entry of page 0, which both may read and write. */
  function shown(bits: number): Example {
    return twoSharers('Read and write')
      .store('A', BUF, 1)
      .does({ call: 'present', process: 'A', addr: BUF }, value(1))
      .shows({ ...SHARED, leaves: { 1: [0, 7, bits] } })
      .end();
  }

  test('must not be executable without PROT_EXEC', () => {
    expect(broken(shown(RW))).toEqual([]);
    expect(broken(shown(RW & ~NO_EXECUTE))).toEqual(['entry-obeys-protection']);
  });
});

describe('a private copy', () => {
  /** A stores into pages 1 and 2, B cuts the file, and it grows again; then A loads. */
  function cut(page: number, seen: Outcome): Example {
    return new Scene('Copies and the end of the file')
      .map('A', { flags: ['MAP_PRIVATE', 'MAP_FIXED'] })
      .map('B')
      .store('A', at(1), 101)
      .store('A', at(2), 102)
      .does({ call: 'ftruncate', process: 'B', fd: 'fd-db', size: '0x2000' }, DONE)
      .does({ call: 'ftruncate', process: 'B', fd: 'fd-db', size: '0x4000' }, DONE)
      .load('A', at(page), seen)
      .end();
  }

  test('goes with the first page behind the new end, and stays before it', () => {
    expect(broken(cut(2, value(0)))).toEqual([]);
    expect(broken(cut(2, value(102)))).not.toEqual([]);
    expect(broken(cut(1, value(101)))).toEqual([]);
    expect(broken(cut(1, value(0)))).not.toEqual([]);
  });
});

describe('several mappings that move together', () => {
  /** A page, a hole, and a page that may only be read; all of it moved. */
  const moved = (): Scene =>
    new Scene('Two mappings and a hole')
      .map('A', { flags: ['MAP_PRIVATE', 'MAP_ANONYMOUS', 'MAP_FIXED'], length: '0x1000' })
      .map('A', { flags: ['MAP_PRIVATE', 'MAP_ANONYMOUS', 'MAP_FIXED'], length: '0x1000', addr: at(2), prot: 'r' })
      .does({ call: 'store', process: 'A', addr: BUF, value: 7 }, DONE)
      .does(toAway('A', BUF, '0x4000'), AT_AWAY);

  test('lie where they moved to, with their bytes, their protection and their holes', () => {
    const seen = moved()
      .does({ call: 'load', process: 'A', addr: away(0) }, value(7))
      .does({ call: 'store', process: 'A', addr: away(2), value: 1 }, ACCERR)
      .does({ call: 'load', process: 'A', addr: away(1) }, MAPERR)
      .does({ call: 'load', process: 'A', addr: BUF }, MAPERR);
    expect(broken(seen.end())).toEqual([]);
  });

  test.each<[string, string, Outcome]>([
    ['another byte', away(0), value(8)],
    ['access without a mapping', BUF, value(7)],
  ])('show no %s', (_title, addr, outcome) => {
    const seen = moved().does({ call: 'load', process: 'A', addr }, outcome);
    expect(broken(seen.end())).not.toEqual([]);
  });
});

describe('a region that moves with its neighbour, after another sharer has taken write access away', () => {
  /** A slot and a page. */
  const length = '0x201000';
  const store = (page: number, outcome: Outcome): string[] =>
    broken(
      twoSharers('A region and its neighbour move')
        .map('B', { flags: ['MAP_PRIVATE', 'MAP_ANONYMOUS', 'MAP_FIXED'], length: '0x1000', addr: at(512) })
        .does({ call: 'mprotect', process: 'A', addr: at(1), length: '0x1000', prot: ['PROT_READ'] }, DONE)
        .does(toAway('B', BUF, length), AT_AWAY)
        .does({ call: 'store', process: 'B', addr: away(page), value: 9 }, outcome)
        .end(),
    );

  test('has the protection that was changed for all', () => {
    expect([store(1, ACCERR), store(2, DONE), store(512, DONE)]).toEqual([[], [], []]);
    expect(store(1, DONE)).not.toEqual([]);
  });
});

describe('a mapping over a part of a region', () => {
  const over = { call: 'mmap', process: 'B', addr: at(1), length: '0x1000', prot: ['PROT_READ'], flags: ['MAP_PRIVATE', 'MAP_FIXED', 'MAP_ANONYMOUS'] } as const; // prettier-ignore
  const seen = (outcome: Outcome): string[] =>
    broken(
      twoSharers('A part is mapped over')
        .does({ ...over, prot: [...over.prot], flags: [...over.flags] }, outcome)
        .end(),
    );

  test('is refused as munmap is, or as the kernel tells it that cannot make room', () => {
    expect([seen(refused('EINVAL')), seen(refused('ENOMEM'))]).toEqual([[], []]);
    expect(seen(refused('EACCES'))).not.toEqual([]);
    expect(seen({ result: 'done', addr: at(1) })).not.toEqual([]);
  });
});

describe('a request for a place in a domain', () => {
  const odd = (outcome: Outcome): Example =>
    forkScene('One page too far')
      .map('A', { addr: at(1), seen: outcome })
      .end();
  const violated = (claims: boolean, outcome: Outcome): string[] => {
    const one = createJudge({ generation: 'fork-domain', profile: 'default', claims });
    return one.judge(odd(outcome).transcript).violations.map(({ rule }) => rule);
  };

  test('must be refused by who has domains, and may be taken by who ignores the flag', () => {
    expect(violated(true, { result: 'done', addr: at(1) })).toEqual(['domain-aligned']);
    expect(violated(false, { result: 'done', addr: at(1) })).toEqual([]);
    expect([violated(true, refused('EINVAL')), violated(false, refused('EINVAL'))]).toEqual([[], []]);
    expect(violated(false, refused('EPERM'))).not.toEqual([]);
  });
});

describe('a mapping that is doubled from its second page', () => {
  const store = (outcome: Outcome): string[] =>
    broken(
      new Scene('Doubled')
        .map('A', { flags: ['MAP_SHARED', 'MAP_FIXED'], length: '0x2000' })
        .does({ call: 'mprotect', process: 'A', addr: at(1), length: '0x1000', prot: ['PROT_READ'] }, DONE)
        .does(toAway('A', at(1), '0x0', '0x1000'), AT_AWAY)
        .does({ call: 'store', process: 'A', addr: AWAY, value: 9 }, outcome)
        .end(),
    );

  test('has the protection of that page, not of the one before', () => {
    expect(store(ACCERR)).toEqual([]);
    expect(store(DONE)).not.toEqual([]);
  });
});

describe('room allocated beyond 2^53 bytes', () => {
  const fstat = { call: 'fstat', process: 'A', fd: 'fd-db' } as const;
  const regions = createJudge({ generation: 'msharefs-ioctl', profile: 'default', claims: true });
  /** One byte behind 2^53. */
  const shows = (size: string): string[] =>
    regions
      .judge(
        new RegionScene('A huge file')
          .open('A')
          .does({ call: 'fallocate', process: 'A', fd: 'fd-db', mode: 0, offset: '0x20000000000000', length: '0x1' }, DONE)
          .does(fstat, { result: 'done', size })
          .end().transcript,
      )
      .violations.map((v) => v.rule);

  test('is told to the byte', () => {
    expect(shows('0x20000000000001')).toEqual([]);
    expect(shows('0x20000000000000')).toEqual(['size-shown']);
  });
});

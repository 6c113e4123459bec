import { describe, expect, it } from 'vitest';
import { createReference, Machine, MachineBody } from '../../reference/index.ts';
import { ACCERR, DONE, NONE, R, RW, SHARED, Scene, loaded, refused } from './scene.ts';

describe('protection', () => {
  it('changes for every sharer on every CPU, exactly where it was asked', () => {
    const s = new Scene();
    for (const process of ['p', 'q']) s.map(process, s.base, s.slot);
    for (const cpu of [0, 1]) for (const process of ['p', 'q']) for (const page of [0, 1, 2]) s.store(process, s.base + page, 1, cpu);
    expect(s.protect('p', s.base + 1, 1, R)).toEqual(DONE);
    expect(s.shot().counts?.entriesWritten).toBe(1);
    for (const cpu of [0, 1]) {
      for (const process of ['p', 'q']) {
        expect(s.store(process, s.base, 2, cpu)).toEqual(DONE);
        expect(s.store(process, s.base + 1, 2, cpu)).toEqual(ACCERR);
        expect(s.load(process, s.base + 1, 0, cpu)).toEqual(loaded(1));
        expect(s.store(process, s.base + 2, 2, cpu)).toEqual(DONE);
      }
    }
  });

  it('lasts through faults and joins, until the next change', () => {
    const s = new Scene(['p', 'q', 'r']);
    for (const process of ['p', 'q']) s.map(process, s.base, s.slot);
    s.protect('q', s.base, 2, R);
    s.map('r', s.base, s.slot);
    for (const process of ['p', 'q', 'r']) expect(s.store(process, s.base, 1)).toEqual(ACCERR);
    s.protect('r', s.base, 2, NONE);
    for (const process of ['p', 'q', 'r']) expect(s.load(process, s.base)).toEqual(ACCERR);
    s.protect('p', s.base, 2, RW);
    for (const process of ['p', 'q', 'r']) expect(s.store(process, s.base, 1)).toEqual(DONE);
  });

  it('of an unshared mapping is its own', () => {
    const s = new Scene();
    for (const process of ['p', 'q']) s.map(process, s.base, s.slot, { flags: SHARED });
    for (const process of ['p', 'q']) s.store(process, s.base, 1);
    s.protect('p', s.base, 1, R);
    expect(s.store('p', s.base, 2)).toEqual(ACCERR);
    expect(s.store('q', s.base, 2)).toEqual(DONE);
  });

  it('never takes private data: PROT_NONE and back', () => {
    const s = new Scene();
    s.map('p', s.base, 4, { flags: ['MAP_PRIVATE', 'MAP_FIXED'] });
    s.store('p', s.base, 77);
    s.protect('p', s.base, 1, NONE);
    expect(s.load('p', s.base)).toEqual(ACCERR);
    expect(s.present('p', s.base)).toBe(0);
    s.protect('p', s.base, 1, RW);
    expect(s.load('p', s.base)).toEqual(loaded(77));
    expect(s.store('p', s.base, 78)).toEqual(DONE);
    expect(s.load('p', s.base)).toEqual(loaded(78));
  });

  it('refuses write access to what was opened for reading, and changes nothing over a hole', () => {
    const s = new Scene();
    s.open('p', 'f', ['O_RDONLY'], 'ro');
    s.map('p', s.base, 4, { flags: SHARED, prot: R, fd: 'ro' });
    const before = s.shot();
    expect(s.protect('p', s.base, 1, RW)).toEqual(refused('EACCES'));
    expect(s.protect('p', s.base, 5, NONE)).toEqual(refused('ENOMEM'));
    expect(s.shot()).toBe(before);
  });
});

/** Forgets to flush. */
class Forgetful extends Machine {
  override flush(): void {}
}

describe('the TLB', () => {
  it('really is used: without flushes the old translation stays', () => {
    const s = new Scene();
    const body = new MachineBody(createReference().description, new Forgetful());
    (s as { body: MachineBody }).body = body;
    body.reset({ generation: 'map-shared-pt', geometry: s.geometry, files: { f: { size: '0x200000' } }, processes: ['p', 'q'] });
    for (const process of ['p', 'q']) {
      s.open(process, 'f');
      s.map(process, s.base, s.slot);
      s.store(process, s.base, 1);
    }
    s.protect('p', s.base, 1, NONE);
    expect(s.store('q', s.base, 2)).toEqual(DONE);
    expect(s.load('q', s.base, 0, 1)).toEqual(ACCERR);
  });

  it('reads foreign data when a page is freed and used again behind its back', () => {
    const s = new Scene();
    const body = new MachineBody(createReference().description, new Forgetful());
    (s as { body: MachineBody }).body = body;
    body.reset({ generation: 'map-shared-pt', geometry: s.geometry, files: { f: { size: '0x200000' } }, processes: ['p', 'q'] });
    const anonymous = ['MAP_PRIVATE', 'MAP_ANONYMOUS', 'MAP_FIXED'] as const;
    s.map('p', s.base, 1, { flags: [...anonymous] });
    s.store('p', s.base, 1);
    s.unmap('p', s.base, 1);
    s.map('q', s.base, 1, { flags: [...anonymous] });
    s.store('q', s.base, 42);
    expect(s.load('p', s.base)).toEqual(loaded(42));
  });
});

import { describe, expect, it } from 'vitest';
import type { Call } from '../../schemas/contract.ts';
import type { Naming } from '../../schemas/words.ts';
import { createReference } from '../../reference/index.ts';
import { RegionScene } from './region-scene.ts';

const naming: Naming = { processes: ['p', 'q', 'c'], cpus: [0, 1], descriptors: ['r', 's', 'f', 'mshare_info', 'old'] };

/** Everything that a state must keep: names with and without files, open files shared by two, orphans, holes, windows at two addresses. */
function calls(s: RegionScene): Call[] {
  const memory = {
    flags: ['MAP_SHARED' as const, 'MAP_FIXED' as const, 'MAP_ANONYMOUS' as const],
    prot: ['PROT_READ' as const, 'PROT_WRITE' as const],
  };
  const create = { call: 'ioctl' as const, fd: 'r', request: 'MSHAREFS_CREATE_MAPPING' as const, offset: '0x0', ...memory };
  const map = {
    call: 'mmap' as const,
    fd: 'r',
    length: s.hex(s.unit),
    offset: '0x0',
    prot: memory.prot,
    flags: ['MAP_SHARED' as const, 'MAP_FIXED' as const],
  };
  const read = { call: 'read' as const, fd: 'mshare_info', length: '0x3' };
  return [
    { call: 'mount', process: 'p' },
    { call: 'open', process: 'p', file: 'r', flags: ['O_RDWR', 'O_CREAT'], as: 'r' },
    { call: 'open', process: 'p', file: 'f', flags: ['O_RDWR'], as: 'f' },
    { call: 'open', process: 'p', file: 'mshare_info', flags: ['O_RDONLY'], as: 'mshare_info' },
    { call: 'ftruncate', process: 'p', fd: 'r', size: s.hex(s.unit) },
    { ...create, process: 'p', regionOffset: '0x0', size: '0x4000' },
    { ...create, process: 'p', regionOffset: '0x200000', size: '0x1000', flags: [...memory.flags, 'MAP_HUGETLB'] },
    { call: 'fork', process: 'p', child: 'c' },
    { ...read, process: 'p' },
    { ...read, process: 'c' },
    { call: 'open', process: 'q', file: 'r', flags: ['O_RDWR'], as: 'r' },
    { ...map, process: 'p', addr: s.hex(s.unit) },
    { ...map, process: 'q', addr: s.hex(2 * s.unit) },
    { call: 'store', process: 'q', addr: s.hex(2 * s.unit + 1), value: 7 },
    { call: 'load', process: 'p', cpu: 1, addr: s.hex(s.unit + 1) },
    { call: 'open', process: 'c', file: 's', flags: ['O_RDWR', 'O_CREAT'], as: 's' },
    { call: 'unlink', process: 'p', file: 's' },
    { call: 'open', process: 'p', file: 's', flags: ['O_RDWR', 'O_CREAT'], as: 'old' },
    { call: 'ftruncate', process: 'c', fd: 's', size: s.hex(2 * s.unit) },
    { ...read, process: 'p' },
    { call: 'ioctl', process: 'q', fd: 'r', request: 'MSHAREFS_UNMAP', regionOffset: '0x0', size: '0x1000' },
    { call: 'exit', process: 'p' },
    { call: 'load', process: 'q', addr: s.hex(2 * s.unit + 1) },
    { ...read, process: 'c' },
    { call: 'fstat', process: 'c', fd: 's' },
    { call: 'munmap', process: 'q', addr: s.hex(2 * s.unit), length: s.hex(s.unit) },
    { call: 'unlink', process: 'q', file: 'r' },
    { call: 'close', process: 'q', fd: 'r' },
    { call: 'exit', process: 'c' },
    { call: 'umount', process: 'q' },
  ];
}

describe('a machine with regions that is saved and loaded', () => {
  it('goes on as it would have gone on, after every call', () => {
    const s = new RegionScene();
    const steps = calls(s);
    for (let cut = 0; cut < steps.length; cut++) {
      const one = new RegionScene();
      for (const call of steps.slice(0, cut)) expect(one.call(call).result, `step of ${call.call}`).not.toBe('refused');
      const other = new RegionScene();
      other.body.load(one.body.save(naming), naming);
      expect(other.body.save(naming)).toEqual(one.body.save(naming));
      for (const [i, call] of steps.slice(cut).entries()) {
        expect(other.call(call), `cut at ${cut}, ${call.call}`).toEqual(one.call(call));
        expect(other.body.save(naming), `cut at ${cut}, after ${i}: ${call.call}`).toEqual(one.body.save(naming));
      }
    }
  });

  it('tells two open files of the same place from one', () => {
    const states = [true, false].map((inherited) => {
      const body = createReference();
      body.reset({
        generation: 'msharefs-ioctl',
        geometry: new RegionScene().geometry,
        files: { mshare_info: { size: '0x0', on: 'msharefs' } },
        processes: ['p'],
      });
      const open = (process: string) => body.step({ call: 'open', process, file: 'mshare_info', flags: ['O_RDONLY'], as: 'r' });
      body.step({ call: 'mount', process: 'p' });
      open('p');
      body.step({ call: 'fork', process: 'p', child: 'c' });
      if (!inherited) open('c');
      return body.save(naming);
    });
    expect(states[0]).not.toEqual(states[1]);
  });
});

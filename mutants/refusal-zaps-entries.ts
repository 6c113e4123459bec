import { Gather, Machine, zapRange } from '../reference/index.ts';
import type { Vma } from '../reference/index.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class RefusalZapsEntries extends Machine {
  override allowsPartialUnmap(vma: Vma): boolean {
    const host = vma.region?.host;
    if (host === undefined) return true;
    const gather = new Gather(0, 0);
    zapRange(this, host, vma.start + vma.delta, vma.end + vma.delta, gather);
    for (let cpu = 0; cpu < this.layout.cpus; cpu++) for (const flush of gather.flushes) this.flush(cpu, flush, gather);
    for (const frame of gather.frames) this.frames.release(this.frames.at(frame));
    return false;
  }
}

export const mutant: Mutant = {
  name: 'refusal-zaps-entries',
  title: 'A munmap that is refused has cleared the entries of the region by then.',
  source: 'ZAPTS: an operation over several slots that fails half way leaves in place what it has done before.',
  rules: ['failed-call-changes-nothing'],
  follows: ['presence-follows-table'],
  create: () => faultyBody('refusal-zaps-entries', new RefusalZapsEntries()),
};

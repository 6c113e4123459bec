import { Machine, Vma } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyRegions } from './body.ts';

class WindowRules extends Machine {
  override rulingVma(vma: Vma, page: number): Vma | undefined {
    const ruling = super.rulingVma(vma, page);
    if (ruling === undefined || vma.region === undefined || ruling.prot === vma.prot) return ruling;
    return new Vma(ruling.start, ruling.end, vma.prot, ruling.shared, ruling.mayWrite, ruling.file, ruling.offset);
  }
}

export const mutant: Mutant = {
  name: 'window-rules',
  title: 'A fault asks the window, whose protection mprotect by another does not change, and opens the page again for all.',
  source:
    'PATCH v2 of June 2022, read from the code: the write fault of a sharer whose window may be written makes the common entry writable.',
  rules: ['protect-reaches-sharers', 'protect-every-cpu', 'entry-obeys-protection'],
  follows: ['protect-own', 'fault-owed'],
  create: () => faultyRegions('window-rules', new WindowRules()),
};

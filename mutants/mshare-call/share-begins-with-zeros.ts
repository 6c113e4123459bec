import { File, Gather, Machine, Vma } from '../../reference/index.ts';
import type { Mm, Region } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyCalls } from './body.ts';

const READ_AND_WRITE = 3;

class ShareBeginsWithZeros extends Machine {
  override fillWith(region: Region, creator: Mm, start: number, end: number): void {
    super.fillWith(region, creator, start, end);
    this.takeContents(region, start, end, new Gather(creator.id, 0));
    this.putContents(region, new Vma(start, end, READ_AND_WRITE, true, true, File.unnamed(end - start), 0));
  }
}

export const mutant: Mutant = {
  name: 'share-begins-with-zeros',
  title: 'A region begins with zeros, and not with what was mapped.',
  source: 'The host of June 2022 is memory of its own, into which pages had to be copied.',
  rules: ['given-memory-shown'],
  follows: [
    'access-marks-entry',
    'entry-maps-file-page',
    'entry-obeys-protection',
    'fault-fills-host',
    'dontneed-keeps-data',
    'file-content-shown',
    'other-files-untouched',
    'plain-mapping-coherent',
    'private-copy-private',
    'stores-seen-by-sharers',
    'hole-faults',
    'no-stale-translation',
    'no-stale-walk',
    'nothing-leaked',
    'fault-owed',
  ],
  create: () => faultyCalls('share-begins-with-zeros', new ShareBeginsWithZeros()),
};

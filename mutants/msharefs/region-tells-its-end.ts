import { Machine } from '../../reference/index.ts';
import type { File } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyRegions } from './body.ts';

class RegionTellsItsEnd extends Machine {
  override bytesOf(file: File, at: number, length: number): Uint8Array {
    const told = super.bytesOf(file, at, Math.max(length, 16));
    if (file.kind === 'region') {
      const numbers = new DataView(told.buffer, told.byteOffset);
      numbers.setBigUint64(8, numbers.getBigUint64(0, true) + numbers.getBigUint64(8, true), true);
    }
    return told.subarray(0, length);
  }
}

export const mutant: Mutant = {
  name: 'region-tells-its-end',
  title: 'The file of a region tells where the region ends instead of its size.',
  source: 'The two series of 2022: task_size is the end in January and the length in June.',
  rules: ['region-told'],
  create: () => faultyRegions('region-tells-its-end', new RegionTellsItsEnd()),
};

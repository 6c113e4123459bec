import { Machine } from '../../reference/index.ts';
import type { File } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyPools } from './body.ts';

class UnitToldInPages extends Machine {
  override bytesOf(file: File, at: number, length: number): Uint8Array {
    if (file.kind !== 'info') return super.bytesOf(file, at, length);
    return Buffer.from(`${this.unitPages}\n`).subarray(at, at + length);
  }
}

export const mutant: Mutant = {
  name: 'unit-told-in-pages',
  title: 'mshare_info shows the unit of sharing in pages.',
  source: 'No public case: inside the kernel sizes are counted in pages and in bytes, and one is taken for the other.',
  rules: ['info-shows-unit'],
  create: () => faultyPools('unit-told-in-pages', new UnitToldInPages()),
};

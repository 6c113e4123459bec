import { Machine } from '../../reference/index.ts';
import type { File } from '../../reference/index.ts';
import type { Mutant } from '../mutant.ts';
import { faultyPools } from './body.ts';

class SizeToldAsZero extends Machine {
  override sizeOf(file: File): { readonly pages: number; readonly bytes: number } {
    return file.kind === 'region' ? { pages: 0, bytes: 0 } : super.sizeOf(file);
  }
}

export const mutant: Mutant = {
  name: 'size-told-as-zero',
  title: 'fstat shows the size 0 of every region.',
  source: 'Series of 2022, whose files of regions have no size; since April 2025 fstat is how the size is published.',
  rules: ['size-shown'],
  create: () => faultyPools('size-told-as-zero', new SizeToldAsZero()),
};

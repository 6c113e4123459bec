import { Machine } from '../../reference/index.ts';
import { flushOwnCpu } from '../flush-own-cpu.ts';
import type { Mutant } from '../mutant.ts';
import { faultyRegions } from './body.ts';

export const mutant: Mutant = {
  name: 'window-flush-own-cpu',
  title: 'Only the CPU that makes the call forgets; the others keep what they cached.',
  source: 'Review of the series of 2024 by Dave Hansen, and true of that of 2022: nobody notes where the mm of a region is in use.',
  rules: ['protect-every-cpu', 'no-stale-translation'],
  follows: [
    'access-marks-entry',
    'cached-table-alive',
    'file-content-shown',
    'other-files-untouched',
    'private-copy-private',
    'no-stale-walk',
    'protect-durable',
    'detached-unreachable',
  ],
  create: () => faultyRegions('window-flush-own-cpu', new (flushOwnCpu(Machine))()),
};

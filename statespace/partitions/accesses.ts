import { SLOT_PAGES } from '../small-world.ts';
import { at, beyond, byPage } from './partition.ts';
import type { Partition, Shape } from './partition.ts';

function present(addr: string): Shape['call'] {
  return ({ process, cpu }) => ({ call: 'present', process, cpu, addr });
}

/** Of the byte behind the one that others store. */
const NEXT_VALUE = 9;

export const accesses: readonly Partition[] = [
  {
    name: 'load page',
    shapes: (bounds) => byPage(bounds, (slot, page, { process, cpu }) => ({ call: 'load', process, cpu, addr: at(slot, page) })),
  },
  {
    name: 'store page',
    shapes: (bounds) =>
      Array.from({ length: bounds.values }, (_, i) => i + 1).flatMap((value) =>
        byPage(bounds, (slot, page, { process, cpu }) => ({ call: 'store', process, cpu, addr: at(slot, page), value })).map((shape) => ({
          ...shape,
          text: bounds.values === 1 ? shape.text : `${shape.text} value ${value}`,
        })),
      ),
  },
  {
    name: 'store next byte',
    shapes: (bounds) =>
      byPage(bounds, (slot, page, { process, cpu }) => ({ call: 'store', process, cpu, addr: at(slot, page, 1), value: NEXT_VALUE })),
  },
  {
    name: 'load next byte',
    shapes: (bounds) => byPage(bounds, (slot, page, { process, cpu }) => ({ call: 'load', process, cpu, addr: at(slot, page, 1) })),
  },
  {
    name: 'load nothing there',
    shapes: (bounds) => [{ text: '', call: ({ process, cpu }) => ({ call: 'load', process, cpu, addr: at(beyond(bounds), SLOT_PAGES) }) }],
  },
  {
    name: 'present page',
    shapes: (bounds) => byPage(bounds, (slot, page, actor) => present(at(slot, page))(actor)),
  },
  {
    name: 'table-bytes of a process',
    shapes: () => [{ text: '', call: ({ process, cpu }) => ({ call: 'table-bytes', process, cpu }) }],
  },
  {
    name: 'table-bytes of all',
    shapes: () => [{ text: '', call: ({ cpu }) => ({ call: 'table-bytes', cpu }) }],
  },
];

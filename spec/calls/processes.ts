/** fork(2), exec and exit: how mappings are inherited, and how they all go at once. */
import type { ForkCall } from '../../schemas/generated/types.ts';
import { copyCell } from '../clone.ts';
import { hasOpen, ownerCloses, ownerGone } from '../named.ts';
import { dissolve, join, leave } from '../regions.ts';
import { type Cell, type Mapping, type ProcessState, type Region, type World, mappingLike, newProcess, noteMapped } from '../world.ts';
import { type CallSpec, NO_ERRORS, ONE_READING, type Reading } from './call-spec.ts';
import { bareView } from './view.ts';

function inherited(m: Mapping): Mapping {
  const child = mappingLike(m, m.start, m.end, m.offset);
  child.protection = m.protection.clone();
  child.copies = m.copies && copied(m.copies);
  child.forked = true;
  child.base = m.base;
  if (m.region) join(child, m.region);
  return child;
}

function copied(copies: Map<number, Map<number, Cell>>): Map<number, Map<number, Cell>> {
  return new Map([...copies].map(([page, cells]) => [page, new Map([...cells].map(([offset, cell]) => [offset, copyCell(cell)]))]));
}

/** A child makes a region of two out of one that may not be a region at all. */
function unsure(process: ProcessState): Region[] {
  const regions: Region[] = [];
  for (const { region } of process.mappings) if (region && !region.sure) regions.push(region);
  return regions;
}

/** A reading names those of the unsure regions that are regions indeed; the first names none. */
function subsetsOf(regions: readonly Region[]): readonly Reading[] {
  if (regions.length === 0) return ONE_READING;
  const readings: Reading[] = [''];
  for (const { id } of regions) readings.push(...readings.map((r) => `${r} ${id}`));
  return readings;
}

export const fork: CallSpec = {
  view: bareView,
  errors: () => NO_ERRORS,
  readings: (v) => subsetsOf(unsure(v.process)),
  advance: (v, _seen, reading) => {
    for (const region of unsure(v.process)) {
      if (reading.split(' ').includes(String(region.id))) region.sure = true;
      else dissolve(v.world, region);
    }
    const { child: name } = v.call as ForkCall;
    const child = newProcess(name, v.world.processes.size);
    child.descriptors = new Map(v.process.descriptors);
    child.mappings = v.process.mappings.map(inherited);
    child.left = v.process.left.slice();
    child.domain = v.process.domain;
    v.world.processes.set(name, child);
    noteMapped(v.world);
  },
};

function dropAll(world: World, process: ProcessState, how: 'exit' | 'exec', step: number): void {
  for (const m of process.mappings) leave(world, process, m, how, step);
  process.mappings = [];
  process.domain = 0;
  noteMapped(world);
}

export const exec: CallSpec = {
  view: bareView,
  errors: () => NO_ERRORS,
  advance: (v) => {
    dropAll(v.world, v.process, 'exec', v.step);
    const closed = [...v.process.descriptors].flatMap(([name, d]) => (d?.cloexec ? [{ name, file: d.file }] : []));
    for (const { name } of closed) v.process.descriptors.set(name, undefined);
    for (const { file } of closed) ownerCloses(v.world, v.process, file, !hasOpen(v.process, file), v.step);
  },
};

export const exit: CallSpec = {
  view: bareView,
  errors: () => NO_ERRORS,
  advance: (v) => {
    dropAll(v.world, v.process, 'exit', v.step);
    ownerGone(v.world, v.process, v.step);
    v.process.alive = false;
    v.process.descriptors.clear();
  },
};

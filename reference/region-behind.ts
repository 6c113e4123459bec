import type { Outcome } from '../schemas/generated/types.ts';
import { EBADF, EINVAL } from './answers.ts';
import type { Machine } from './machine.ts';
import { rangeOf } from './placement.ts';
import type { Process } from './process.ts';
import type { Region } from './region.ts';

/** A region that a call names by a descriptor, and pages of its host: `start` up to `end` (excluded). */
export interface RegionPart {
  readonly region: Region;
  readonly start: number;
  readonly end: number;
}

/** What a call of the set that speaks of descriptors names, or a refusal. */
export function partNamed(
  machine: Machine,
  process: Process,
  call: { readonly fd: string; readonly offset: string; readonly size: string },
): RegionPart | Outcome {
  const region = regionBehind(process, call.fd);
  if ('result' in region) return region;
  const range = rangeOf(machine, region, call.offset, call.size);
  if ('result' in range) return range;
  const [start, end] = range;
  return { region, start, end };
}

/** The region that a descriptor of the process leads to, or a refusal. */
export function regionBehind(process: Process, fd: string): Region | Outcome {
  const descriptor = process.descriptors.get(fd);
  if (descriptor === undefined) return EBADF;
  return descriptor.file.region ?? EINVAL;
}

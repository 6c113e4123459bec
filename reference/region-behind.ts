import type { Outcome } from '../schemas/generated/types.ts';
import { EBADF, EINVAL } from './answers.ts';
import type { Process } from './process.ts';
import type { Region } from './region.ts';

/** The region that a descriptor of the process leads to, or a refusal. */
export function regionBehind(process: Process, fd: string): Region | Outcome {
  const descriptor = process.descriptors.get(fd);
  if (descriptor === undefined) return EBADF;
  const { file } = descriptor;
  return file.kind === 'region' && file.region !== undefined ? file.region : EINVAL;
}

import type { Outcome } from '../schemas/generated/types.ts';
import { EBADF, EINVAL } from './answers.ts';
import type { File } from './file.ts';
import type { Process } from './process.ts';
import type { Region } from './region.ts';

/** What a call on a descriptor of a region locks before it looks: what it decides must still hold when it acts. */
export function regionFileNamed({ descriptors }: Process, { fd }: { readonly fd: string }): readonly File[] {
  const file = descriptors.get(fd)?.file;
  return file?.kind === 'region' ? [file] : [];
}

/** The region that a descriptor of the process leads to, or a refusal. */
export function regionBehind(process: Process, fd: string): Region | Outcome {
  const descriptor = process.descriptors.get(fd);
  if (descriptor === undefined) return EBADF;
  const { file } = descriptor;
  return file.kind === 'region' && file.region !== undefined ? file.region : EINVAL;
}

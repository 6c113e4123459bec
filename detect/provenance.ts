/** The measured score, as a report carries it. */
import type { Report } from '../schemas/generated/types.ts';
import { rulesHash } from '../spec/index.ts';
import { measured } from './measured.ts';
import { systematic } from './systematic.ts';

/** @param suiteHash of the shipped stories, where the run judges all of them */
export function detectionOf(suiteHash: string | undefined): NonNullable<Report['detection']> {
  const { guards: _, ...score } = measured;
  const stale = score.rulesHash !== rulesHash || (suiteHash !== undefined && score.suiteHash !== suiteHash);
  return { ...score, systematic, stale };
}

import type { CallOf } from '../schemas/contract.ts';
import type { Outcome } from '../schemas/generated/types.ts';
import { EFAULT, ENAMETOOLONG, ENOENT } from './answers.ts';

const BAD: Readonly<Record<NonNullable<CallOf<'mshare'>['path']>, Outcome>> = {
  empty: ENOENT,
  'too-long': ENAMETOOLONG,
  'bad-pointer': EFAULT,
};

/** The name that a call gives, or why it cannot be read. */
export function nameIn({ file, path }: Pick<CallOf<'mshare'>, 'file' | 'path'>): string | Outcome {
  return path === undefined ? (file ?? ENOENT) : BAD[path];
}

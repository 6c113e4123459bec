/** `ptshare adapter check` as JSON. */
import type { TrialResult } from '../../adapters/wire/try-body.ts';
import { ptshare } from './shell.ts';

/** Bodies that are programs take their time. */
export const PATIENCE = { timeout: 60_000 };

export async function trialsOf(body: string): Promise<{ code: number; trials: readonly TrialResult[] }> {
  const { code, out } = await ptshare(['adapter', 'check', body, '--json']);
  return { code, trials: (JSON.parse(out) as { trials: TrialResult[] }).trials };
}

/** A trace performed as often as a C program of it needs. */
import { connect } from '../adapters/connect.ts';
import { usesFlag } from '../exchange/c/fit.ts';
import { programOf } from '../exchange/c/program.ts';
import type { CProgram } from '../exchange/c/program.ts';
import { refuseUnfit } from '../exchange/c/refuse.ts';
import { createJudge } from '../oracle/judge.ts';
import type { Trace, Transcript } from '../schemas/generated/types.ts';
import { InputError } from '../schemas/input-error.ts';

/** @throws InputError for a body, or a trace that cannot be a program */
export async function exportC(trace: Trace, on: string): Promise<CProgram> {
  refuseUnfit(trace);
  const judgeOf = (claims: boolean): ReturnType<typeof createJudge> =>
    createJudge({ generation: trace.generation, profile: 'default', claims });
  const reference = await performed(trace, 'reference');
  return programOf({
    shared: { transcript: reference, judge: judgeOf(true) },
    ...(usesFlag(trace) ? { unshared: { transcript: await performed(trace, 'private-tables'), judge: judgeOf(false) } } : {}),
    seen: on === 'reference' ? reference : await performed(trace, on),
    on,
  });
}

/** Without looks at tables: a program has none, so that no reading is ruled out by them. */
async function performed(trace: Trace, on: string): Promise<Transcript> {
  const stage = await connect(on, { look: 'never' });
  try {
    const transcript = await stage.perform(trace);
    if (transcript.status === 'complete') return transcript;
    throw new InputError('not-exportable', `${on} does not perform this trace: ${transcript.reason ?? transcript.status}`, {
      hint: `\`ptshare replay ${trace.id} --on ${on}\` shows how far it comes`,
    });
  } finally {
    await stage.stop();
  }
}

/** The guard of a run: wrong bodies are judged beside the body, with stories of the same run and by the same judge. */
import { connect } from '../adapters/connect.ts';
import { guardOf } from '../oracle/guard.ts';
import type { Judge } from '../oracle/judge.ts';
import type { Guard, Trace } from '../schemas/generated/types.ts';
import { measured } from './measured.ts';

export interface RunGuard {
  /** Notes a trace of the run. */
  see(trace: Trace): void;
  /** Judges the wrong bodies that the traces seen are known to catch. */
  stand(judge: Judge): Promise<Guard>;
}

/** Only stories as they were measured count: another one of the same name is not known to catch anything. */
export function createGuard(): RunGuard {
  const chosen = new Map<string, Trace>();
  return {
    see(trace) {
      for (const body of toldBy(trace)) if (!chosen.has(body)) chosen.set(body, trace);
    },
    async stand(judge) {
      const [caught, passed]: [string[], string[]] = [[], []];
      for (const [body, trace] of chosen) ((await isCaughtBy(body, trace, judge)) ? caught : passed).push(body);
      return guardOf(caught, passed);
    },
  };
}

/** The wrong bodies that the trace is known to tell. */
function toldBy({ id, hash }: Trace): readonly string[] {
  const known = Object.hasOwn(measured.guards, id) ? measured.guards[id] : undefined;
  return known !== undefined && hash?.startsWith(`sha256:${known.hash}`) === true ? known.tells : [];
}

async function isCaughtBy(body: string, trace: Trace, judge: Judge): Promise<boolean> {
  const stage = await connect(body, { look: 'never' });
  try {
    return judge.judge(await stage.perform(trace)).violations.length > 0;
  } finally {
    await stage.stop();
  }
}

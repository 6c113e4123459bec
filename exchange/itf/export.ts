/** A trace, and what a body made of it, as ITF. */
import type { Entry, Trace, Transcript } from '../../schemas/generated/types.ts';
import { ACTION, OUTCOME, SHOWN, STEP, TRACE } from './names.ts';
import { NONE, itfOf, mapOf, some } from './value.ts';

/** A file in ITF. */
export interface Itf {
  readonly '#meta': Readonly<Record<string, unknown>>;
  readonly params: readonly string[];
  readonly vars: readonly string[];
  readonly states: readonly Readonly<Record<string, unknown>>[];
}

/** One state before the first step and one after each. All of the trace is in it, whether the body performed it or not. */
export function itfOfTranscript({ trace, body, entries, status }: Transcript): Itf {
  const states = trace.steps.map((step, i) => ({ '#meta': { index: i + 1 }, ...stateAfter(step, entries[i]) }));
  return {
    '#meta': {
      format: 'ITF',
      'format-description': 'https://apalache-mc.org/docs/adr/015adr-trace.html',
      description: trace.title,
      body: body.name,
      status,
    },
    params: [TRACE],
    vars: [ACTION, STEP, OUTCOME, SHOWN],
    states: [{ '#meta': { index: 0 }, [TRACE]: headOf(trace), [ACTION]: 'init', [STEP]: NONE, [OUTCOME]: NONE, [SHOWN]: NONE }, ...states],
  };
}

function stateAfter(step: Trace['steps'][number], entry: Entry | undefined): Readonly<Record<string, unknown>> {
  const option = (value: unknown): unknown => (value === undefined ? NONE : some(itfOf(value)));
  return { [ACTION]: step.call, [STEP]: option(step), [OUTCOME]: option(entry?.outcome), [SHOWN]: option(entry?.snapshot) };
}

function headOf({ steps: _steps, files, regions, ...rest }: Trace): unknown {
  return { ...(itfOf(rest) as object), files: mapOf(files), ...(regions === undefined ? {} : { regions: mapOf(regions) }) };
}

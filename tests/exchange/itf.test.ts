import { describe, expect, it } from 'vitest';
import { connect } from '../../adapters/connect.ts';
import { itfOfTranscript } from '../../exchange/itf/export.ts';
import type { Itf } from '../../exchange/itf/export.ts';
import { holdsTrace, traceInItf } from '../../exchange/itf/import.ts';
import { hashOf } from '../../schemas/canonical.ts';
import type { Trace } from '../../schemas/generated/types.ts';
import { InputError } from '../../schemas/input-error.ts';
import { generateTraces } from '../../suites/generate.ts';
import { loadSuite } from '../../suites/load.ts';
import { file, folder, ptshare } from '../cli/shell.ts';

const LONG = 120_000;
const STORY = 'both-exit-at-once';

async function exported(trace: Trace, body = 'reference'): Promise<Itf> {
  const stage = await connect(body);
  try {
    return itfOfTranscript(await stage.perform(trace));
  } finally {
    await stage.stop();
  }
}

/** As another program would read it. */
function again(itf: Itf): unknown {
  return JSON.parse(JSON.stringify(itf));
}

async function story(): Promise<Trace> {
  for await (const { trace } of (await loadSuite([STORY])).traces()) return trace;
  throw new Error(STORY);
}

/** Every number in it, but for what is about the file itself. */
function plainNumbers(value: unknown): unknown[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => (key === '#meta' ? [] : plainNumbers(part)));
}

describe('a trace as ITF', () => {
  it(
    'is the same trace when it is read again, for every story and for generated traces',
    async () => {
      let overlapping = 0;
      const generated = [...generateTraces({ seed: 5, count: 100, generation: 'map-shared-pt' })];
      const stories: Trace[] = [];
      for await (const { trace } of (await loadSuite([])).traces()) stories.push(trace);
      for (const trace of [...stories, ...generated]) {
        const itf = again(await exported(trace));
        expect(holdsTrace(itf), trace.id).toBe(true);
        const back = traceInItf(itf);
        expect(back, trace.id).toEqual(trace);
        expect(hashOf(back), trace.id).toBe(hashOf(trace));
        if (trace.steps.some((step) => step.begins !== undefined)) overlapping++;
      }
      expect(stories.length).toBeGreaterThan(100);
      expect(overlapping).toBeGreaterThan(10);
    },
    LONG,
  );

  it('is of the shape of ITF: every variable in every state, the parameter in the first, integers exact', async () => {
    const { params, vars, states } = await exported(await story());
    for (const [i, state] of states.entries()) {
      const expected = [...vars, ...(i === 0 ? params : []), '#meta'];
      expect(Object.keys(state).toSorted()).toEqual(expected.toSorted());
    }
    expect(plainNumbers(states)).toEqual([]);
    expect(states[1]).toMatchObject({ 'mbt::actionTaken': 'open', 'ptshare::outcome': { tag: 'Some', value: { result: 'done' } } });
  });

  it('holds all of a trace that the body does not perform', async () => {
    const trace = await story();
    const itf = await exported(trace, 'private-tables');
    expect(traceInItf(again(itf))).toEqual(trace);
  });
});

type State = Record<string, unknown>;

/** The error that importing a changed file gives. */
function refusal(itf: Itf, change: (states: State[]) => void): [code: string, pointer: string] {
  const changed = again(itf) as { states: State[] };
  change(changed.states);
  try {
    traceInItf(changed);
  } catch (error) {
    if (error instanceof InputError) return [error.code, error.pointer];
    throw error;
  }
  throw new Error('it was taken');
}

function step(value: unknown): unknown {
  return { tag: 'Some', value };
}

describe('what is no trace', () => {
  it('is refused with its place in the file', async () => {
    const itf = await exported(await story());
    const name = 'ptshare::step';
    const store = { call: 'store', process: 'creator', addr: 'buf' };
    expect(refusal(itf, (states) => delete states[0]!['ptshare::trace'])).toEqual(['bad-itf', '/states/0/ptshare::trace']);
    expect(refusal(itf, (states) => (states[2]![name] = { tag: 'None', value: { '#tup': [] } }))).toEqual(['bad-itf', '/states/2']);
    expect(refusal(itf, (states) => (states[2]![name] = step({ '#set': [] })))).toEqual(['bad-itf', `/states/2/${name}/value/#set`]);
    expect(refusal(itf, (states) => (states[5]![name] = step({ ...store, value: { '#bigint': '9007199254740993' } })))).toEqual([
      'bad-itf',
      `/states/5/${name}/value/value/#bigint`,
    ]);
    expect(refusal(itf, (states) => (states[5]![name] = step({ ...store, process: 'nobody', value: 7 })))).toEqual([
      'unknown-process',
      `/states/5/${name}/value/process`,
    ]);
    expect(
      refusal(
        itf,
        (states) =>
          (states[0]!['ptshare::trace'] = {
            files: {
              '#map': [
                ['a', 1],
                ['a', 1],
              ],
            },
          }),
      ),
    ).toEqual(['bad-itf', '/states/0/ptshare::trace/files/#map/1/0']);
  });

  it('is refused where a step was changed and the hash was not', async () => {
    const sealed = { ...(await story()), hash: hashOf(await story()) };
    const [code, pointer] = refusal(await exported(sealed), (states) => states.pop());
    expect([code, pointer]).toEqual(['hash-mismatch', '/states/0/ptshare::trace/hash']);
  });
});

describe('export itf', () => {
  it('writes a file that import itf reads, with the hash of the trace', async () => {
    const path = `${folder()}/run.itf.json`;
    expect(await ptshare(['export', 'itf', STORY, '--out', path])).toMatchObject({ code: 0, out: '' });
    const { code, out } = await ptshare(['import', 'itf', path]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ id: STORY, hash: hashOf(await story()) });
  });

  it('refuses a trace that there is not, and import names the file and the place', async () => {
    expect(await ptshare(['export', 'itf', 'no-such-story'])).toMatchObject({ code: 2 });
    const path = file('run.itf.json', { params: ['ptshare::trace'], vars: [], states: [{}] });
    const { code, err } = await ptshare(['import', 'itf', path]);
    expect(code).toBe(2);
    expect(err).toContain('/states/0');
    expect(err).toContain(path);
  });
});

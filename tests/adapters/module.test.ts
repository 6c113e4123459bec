import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { connect } from '../../adapters/connect.ts';
import type { Stage, StageOptions } from '../../adapters/stage.ts';
import type { Step, Trace } from '../../schemas/generated/types.ts';
import { validateTrace, validateTranscript } from '../../schemas/validate.ts';
import { file } from '../cli/shell.ts';
import { OPEN, STORE, traceOf } from '../schemas/traces.ts';

const folder = fileURLToPath(new URL('bodies', import.meta.url));
const GOOD: Trace = validateTrace(traceOf([OPEN, STORE]));
/** The vice comes at step 2. */
const BAD: Trace = validateTrace(traceOf([OPEN, STORE, { ...STORE, value: 66 } as Step, STORE]));

let stage: Stage | undefined;

async function stageOf(file: string, options: StageOptions = {}): Promise<Stage> {
  stage = await connect(`module:${file}`, { folder, traceMilliseconds: 1000, stepMilliseconds: 200, ...options });
  return stage;
}

afterEach(() => stage?.stop());

/** How each fails, and what its reason must say. */
const VICES: readonly (readonly [file: string, reason: RegExp, options?: StageOptions])[] = [
  ['hangs.mjs', /^step 2: no answer within 650 ms/u, { traceMilliseconds: 400 }],
  ['exits.mjs', /^step 2: the module ended its thread with code 7\nits last output:\ngood bye/u],
  ['throws.mjs', /^step 2: RangeError: off the map \(at throws\.mjs:6:11\)\nits last output:\nabout to throw/u],
  ['never-answers.mjs', /^step 2: store did not answer within 200 ms/u],
  ['rejects-unheard.mjs', /^step 3: uncaught Error: nobody listens \(at rejects-unheard\.mjs:\d+:\d+\)/u],
  ['eats-memory.mjs', /^step 2: out of memory/u, { memoryMegabytes: 32, traceMilliseconds: 20_000 }],
  ['floods.mjs', /^step 2: flooded \(at floods\.mjs:7:11\)\nits last output:\n[^]*the last line$/u, { traceMilliseconds: 20_000 }],
  ['answers-garbage.mjs', /^step 2: the outcome is not valid: \/addr: "everywhere"(?!.*\(at )/u],
  ['answers-functions.mjs', /^step 2: the outcome is not valid: \/value/u],
  ['lies-about-size.mjs', /^step 2: /u],
  ['recursive.mjs', /^step 2: RangeError: Maximum call stack/u],
];

describe('a module that fails', () => {
  it.each(VICES.map(([file, reason, options]) => ({ file, reason, options })))(
    '$file: is broken at its step, and goes on with the next trace',
    async ({ file, reason, options }) => {
      const vicious = await stageOf(file, options);
      expect(await vicious.perform(GOOD)).toMatchObject({ status: 'complete' });
      const transcript = await vicious.perform(BAD);
      expect(validateTranscript(transcript)).toMatchObject({ status: 'broken', reason: expect.stringMatching(reason), trace: BAD });
      expect(transcript.entries.length).toBe(Number(/^step (\d)/u.exec(transcript.reason ?? '')?.[1]));
      expect(await vicious.perform(GOOD)).toMatchObject({
        status: 'complete',
        entries: [{ outcome: { result: 'done' } }, { outcome: { result: 'done' } }],
      });
    },
  );

  it('is given up after five failures in a row that each cost its thread', async () => {
    const vicious = await stageOf('exits.mjs');
    const reasons: (string | undefined)[] = [];
    for (const trace of [BAD, BAD, BAD, BAD, GOOD, BAD, BAD, BAD, BAD, BAD, BAD, GOOD]) reasons.push((await vicious.perform(trace)).reason);
    const ended = expect.stringMatching(/^step 2: the module ended/u);
    const gaveUp = 'gave up after 5 failures in a row';
    expect(reasons).toEqual([ended, ended, ended, ended, undefined, ended, ended, ended, ended, ended, gaveUp, gaveUp]);
  });

  it('is not given up for what it throws', async () => {
    const vicious = await stageOf('throws.mjs');
    for (let i = 0; i < 8; i++) expect(await vicious.perform(BAD)).toMatchObject({ reason: expect.stringMatching(/off the map/u) });
    expect(await vicious.perform(GOOD)).toMatchObject({ status: 'complete' });
  });

  it('cannot answer in the name of the stage', async () => {
    const vicious = await stageOf('speaks-out-of-turn.mjs');
    const transcript = await vicious.perform(BAD);
    expect([transcript.status, transcript.entries.length]).toEqual(['complete', 4]);
  });
});

describe('a module that cannot be used', () => {
  it.each([
    ['throws-at-start.mjs', /cannot begin \(at throws-at-start\.mjs:2:7\)\nits last output:\nno such luck/u, /^Mend/u],
    ['hangs-at-start.mjs', /no answer within 500 ms/u, /^Mend/u],
    ['exports-nothing.mjs', /exports no createBody/u, /^export createBody/u],
    ['bad-description.mjs', /\/shows\/0/u, /^export createBody/u],
  ])('%s', async (file, message, hint) => {
    const options = file.startsWith('hangs') ? { startMilliseconds: 500 } : {};
    await expect(stageOf(file, options)).rejects.toMatchObject({
      name: 'InputError',
      code: 'bad-module',
      file: `${folder}/${file}`,
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
    stage = undefined;
  });
});

describe('a module that is no JavaScript', () => {
  it('is told with the place of its fault', async () => {
    const path = file('wrong.mjs', 'export const createBody = () => {\n  return { description: {}, reset( { };\n};\n');
    await expect(connect(`module:${path}`)).rejects.toMatchObject({
      message: expect.stringMatching(/SyntaxError: .* \(at wrong\.mjs:2:\d+\)$/u),
      hint: expect.stringMatching(/^Mend/u),
    });
  });
});

describe('a module', () => {
  it.each(['typed.ts', 'old.cjs'])('may be %s', async (file) => {
    expect(await (await stageOf(file)).perform(GOOD)).toMatchObject({ status: 'complete' });
  });

  it('performs nothing once stopped', async () => {
    const stopped = await stageOf('old.cjs');
    await stopped.stop();
    expect(await stopped.perform(GOOD)).toMatchObject({ status: 'broken' });
  });
});

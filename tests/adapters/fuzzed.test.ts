/** Two hundred misbehaviours, each from its own seed: every one ends in a verdict, and costs no other trace its own. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Channel, OpenChannel } from '../../adapters/wire/channel.ts';
import { connect } from '../../adapters/connect.ts';
import type { Stage } from '../../adapters/stage.ts';
import { createWireStage } from '../../adapters/wire/stage.ts';
import { createJudge } from '../../oracle/judge.ts';
import { createTally } from '../../oracle/tally.ts';
import { validateReport, validateTrace, validateTranscript } from '../../schemas/validate.ts';
import type { Report, Step, Trace, Transcript } from '../../schemas/generated/types.ts';
import { traceOf } from '../schemas/traces.ts';

interface Act {
  write(data: string | Buffer): void;
  complain(data: string): void;
  flood(data: string, times: number): void;
  exit(code: number): void;
  kill(signal: string): void;
  spin(): void;
  closeOutput(): void;
}

interface Fuzzer {
  readonly createFuzzer: (act: Act, traces: boolean) => { hear(text: string): void };
  readonly planOf: (number: number) => { readonly name: string; readonly at: number };
  readonly NAMES: readonly string[];
}

const { createFuzzer, planOf, NAMES } = createRequire(import.meta.url)('./bodies/fuzzer.cjs') as Fuzzer;
const folder = fileURLToPath(new URL('bodies', import.meta.url));
const MISBEHAVIOURS = 200;
const numbers = Array.from({ length: MISBEHAVIOURS }, (_, i) => i);
const GENERATION = 'map-shared-pt';

/** Four steps of a process by this name. */
function story(process: string): Trace {
  const steps: Step[] = [
    { call: 'open', process, file: 'data', flags: ['O_RDWR'], as: 'fd' },
    { call: 'mmap', process, addr: '0x10000', length: '0x1000', prot: ['PROT_READ'], flags: ['MAP_SHARED'], fd: 'fd' },
    { call: 'load', process, addr: '0x10000' },
    { call: 'exit', process },
  ];
  return validateTrace(traceOf(steps, { id: `story-${process}`, processes: [process] }));
}

/** What a body of any kind does in the fuzzer's stead: nothing comes of what takes no time. */
const openInMemory: OpenChannel = ({ onBytes, onEnd }) => {
  let alive = true;
  let rest = '';
  const die = (cause: string): void => {
    if (!alive) return;
    alive = false;
    setImmediate(() => onEnd(cause));
  };
  const write = (data: string | Buffer): void => void (alive && onBytes(Buffer.from(data)));
  const fuzzer = createFuzzer(
    {
      write,
      complain: () => undefined,
      flood: (data, times) => {
        for (let i = 0; i < times; i++) write(data);
      },
      exit: (code) => die(`it exited with code ${code}`),
      kill: (signal) => die(`it was ended by ${signal}`),
      spin: () => undefined,
      closeOutput: () => die('it closed its standard output'),
    },
    true,
  );
  const channel: Channel = {
    write: (lines) =>
      setImmediate(() => {
        const all = (rest + lines).split('\n');
        rest = all.pop() ?? '';
        for (const text of all) if (alive) fuzzer.hear(text);
      }),
    hangUp: () => undefined,
    end: () => {
      alive = false;
      return Promise.resolve();
    },
    ended: () => Promise.resolve(),
    lastWords: () => '',
  };
  return channel;
};

/** Judges and counts, as a run does. */
function reportOf(stage: Stage, transcripts: readonly Transcript[]): Report {
  const judge = createJudge({ generation: GENERATION, profile: 'default', claims: true });
  const tally = createTally({
    tool: { name: 'ptshare', version: '0' },
    rulesHash: `sha256:${'0'.repeat(64)}`,
    suiteHash: `sha256:${'0'.repeat(64)}`,
    generation: GENERATION,
    profile: 'default',
    body: { connectedAs: stage.name, description: stage.description },
    seed: null,
    shard: null,
    rules: judge.rules,
    again: (trace) => trace.id,
  });
  for (const transcript of transcripts) tally.add(judge.judge(validateTranscript(transcript)));
  return validateReport(JSON.parse(JSON.stringify(tally.report())));
}

/** Misbehaviours that may come to light only with the answer to a later message; then the trace of that message is broken. */
const LATE: ReadonlySet<string> = new Set(['answers and exits', 'answers ahead', 'floods with answers']);

/** What is wrong with the fate of a misbehaving trace and the honest one after it. */
function faults(number: number, bad: Transcript, after: Transcript | undefined): string[] {
  const { name, at } = planOf(number);
  const seen = `${number} ${name} at ${at}: ${[bad, after].map((one) => `${one?.status} ${one?.entries.length} ${one?.reason}`).join(' / ')}`;
  if (LATE.has(name)) return bad.status === 'broken' || after?.status !== 'complete' ? [] : [seen];
  const told = bad.status === 'broken' && bad.entries.length === Math.max(0, at - 1) && /^step \d: ./u.test(bad.reason ?? '');
  return told && after?.status !== 'broken' ? [] : [seen];
}

/** Misbehaving and honest traces in turn, on a program that is told single steps. */
async function survive(some: readonly number[]): Promise<{ report: Report; faults: string[] }> {
  const stage = await connect('exec:node fuzzing.cjs', { folder, stepMilliseconds: 1000 });
  try {
    const names = some.flatMap((number) => [`m${number}`, 'honest']);
    const transcripts = await Promise.all(names.map((name) => stage.perform(story(name))));
    const found = some.flatMap((number, i) => faults(number, transcripts[2 * i]!, transcripts[2 * i + 1]));
    return { report: reportOf(stage, transcripts), faults: found };
  } finally {
    await stage.stop();
  }
}

describe('two hundred misbehaviours', () => {
  it('are of many kinds', () => {
    expect(NAMES.length).toBeGreaterThan(45);
    expect(new Set(numbers.map((number) => planOf(number).name)).size).toBe(NAMES.length);
  });

  it('of a program, told single steps: each is broken at its step, and the trace after it is not', { timeout: 120_000 }, async () => {
    const shares = [0, 1, 2, 3].map((share) => numbers.filter((number) => number % 4 === share));
    const survived = await Promise.all(shares.map(survive));
    expect(survived.flatMap((one) => one.faults)).toEqual([]);
    for (const { report } of survived) {
      expect(report).toMatchObject({ conclusion: 'broken', traces: { total: MISBEHAVIOURS / 2, skipped: 0 } });
      expect(report.traces.broken).toBeGreaterThanOrEqual(MISBEHAVIOURS / 4);
    }
  });

  it('of a body in memory, told whole traces: each is broken', { timeout: 60_000 }, async () => {
    for (const number of numbers) {
      const stage = await createWireStage('memory', openInMemory, { stepMilliseconds: 100, traceMilliseconds: 100 });
      const names = ['honest', `m${number}`, 'honest', 'honest', 'honest'];
      const transcripts = await Promise.all(names.map((name) => stage.perform(story(name))));
      const fates = transcripts.map(({ status }) => status);
      const seen = `${number} ${planOf(number).name}: ${transcripts.map(({ reason }) => reason).join(' / ')}`;
      if (LATE.has(planOf(number).name))
        expect(
          fates.filter((fate) => fate === 'broken'),
          seen,
        ).toHaveLength(1);
      else expect(fates, seen).toEqual(['complete', 'broken', 'complete', 'complete', 'complete']);
      await stage.stop();
    }
  });
});

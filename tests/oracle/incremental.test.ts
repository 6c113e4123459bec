/** What is spared because it was seen before must make no difference: judging is held against judging that spares nothing. */
import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { CHANGES } from '../../detect/other-pictures.ts';
import { shownOtherwise } from '../../detect/otherwise.ts';
import { allMutants } from '../../mutants/index.ts';
import { Hearing, newBench } from '../../oracle/hearing.ts';
import type { Judgement } from '../../oracle/judgement.ts';
import { createReference } from '../../reference/index.ts';
import { perform } from '../../replay/perform.ts';
import type { Body } from '../../schemas/contract.ts';
import type { Entry, MmShot, Snapshot, Trace, Transcript } from '../../schemas/generated/types.ts';
import { NEWS } from '../../spec/features.ts';
import { Layout } from '../../spec/layout.ts';
import { type Rule, begin, generations, profiles, rulesInForce } from '../../spec/index.ts';
import { generateTraces } from '../../suites/generate.ts';
import { loadSuite } from '../../suites/load.ts';
import { storyTargets } from '../../suites/targets.ts';

const profile = profiles[0]!;
const stories: Trace[] = [];
const drawn = generations.flatMap(({ id }, i) => [...generateTraces({ seed: 3 + i, count: 50, generation: id })]);
const PATIENCE = 120_000;

/** What the reference does in all of them. */
let ofReference: readonly Transcript[] = [];

beforeAll(async () => {
  for (const { id } of generations) for await (const { trace } of (await loadSuite(storyTargets(id))).traces()) stories.push(trace);
  ofReference = await performed(createReference(), [...stories, ...drawn]);
}, PATIENCE);

type Judging = (transcript: Transcript) => Judgement;

/** Each transcript is judged by the generation of its trace. */
function judging(askedOf: (rules: readonly Rule[]) => readonly Rule[]): Judging {
  const benches = new Map(
    generations.map((generation) => [generation.id, { generation, bench: newBench(askedOf(rulesInForce(generation))) }]),
  );
  return (transcript) => {
    const { trace } = transcript;
    const { generation, bench } = benches.get(trace.generation)!;
    return new Hearing(bench, trace.id, [begin(trace, generation, profile.choices, true)]).run(transcript);
  };
}

/** A layout that forgets what it has read, and is read from the first table to the last each time. */
const read = Reflect.get(Layout.prototype, 'read');
function forgetful(this: Layout, ...seen: Parameters<typeof read>): void {
  this.mms = [];
  this.tables = [];
  read.apply(this, seen);
}

/** The same transcript, in which no two snapshots have an object in common. */
function apart(transcript: Transcript): Transcript {
  return { ...transcript, entries: transcript.entries.map((entry) => JSON.parse(JSON.stringify(entry)) as Entry) };
}

function hostsIn(mms: readonly MmShot[]): readonly MmShot[] {
  return mms.filter(({ host }) => host !== null);
}

/** As if the body made hosts, and their root tables, later. */
function withoutFirstHost(transcript: Transcript): Transcript {
  const hosts = transcript.entries.flatMap(({ snapshot }) => hostsIn(snapshot?.mms ?? []));
  const first = hosts.toSorted((a, b) => a.id - b.id)[0];
  const less = ({ mms, tables, ...others }: Snapshot): Snapshot => ({
    ...others,
    mms: mms.filter(({ id }) => id !== first?.id),
    tables: tables.filter(({ id }) => id !== first?.root),
  });
  const entries = transcript.entries.map((entry) => (entry.snapshot ? { ...entry, snapshot: less(entry.snapshot) } : entry));
  return { ...transcript, entries };
}

async function performed(body: Body, traces: readonly Trace[]): Promise<Transcript[]> {
  const transcripts: Transcript[] = [];
  for (const trace of traces) transcripts.push(await perform(trace, body, { trust: true }));
  return transcripts;
}

/** No shortcut at all: nothing is recognized, nothing remembered, and no rule is taken to hold unasked. */
const plainly = judging((rules) => rules.map((rule) => ({ ...rule, settled: 0 })));
function sparingNothing(transcript: Transcript): Judgement {
  Layout.prototype.read = forgetful;
  try {
    return plainly(apart(transcript));
  } finally {
    Layout.prototype.read = read;
  }
}

/** Every structural rule is asked after every step, whatever is new; but what a step did, not where others did something meanwhile. */
const ANYTHING = Object.values(NEWS).reduce((all, bit) => all | bit, 0);
const askingAlways = judging((rules) => rules.map((rule) => ({ ...rule, settled: 0, due: rule.due === NEWS.step ? NEWS.step : ANYTHING })));
const quickly = judging((rules) => rules);

/** The traces of which something else is found in another way. */
function different(transcripts: readonly Transcript[]): string[] {
  const differs = (transcript: Transcript): boolean => {
    const { decided, violations, divergedAt } = quickly(transcript);
    const plain = sparingNothing(transcript);
    const same = isDeepStrictEqual([plain.decided, plain.violations, plain.divergedAt], [decided, violations, divergedAt]);
    return !same || !isDeepStrictEqual(askingAlways(transcript).violations, violations);
  };
  return transcripts.filter(differs).map(({ trace }) => trace.id);
}

/** The first transcripts of the body in which a rule is violated, so many at most. */
async function firstCaught(body: Body, traces: readonly Trace[], most: number): Promise<Transcript[]> {
  const caught: Transcript[] = [];
  for (const trace of traces) {
    if (caught.length === most) break;
    const transcript = await perform(trace, body, { trust: true });
    if (quickly(transcript).violations.length > 0) caught.push(transcript);
  }
  return caught;
}

describe('judging what has changed finds what judging everything finds', () => {
  it(
    'of the reference, in all stories and generated traces',
    () => {
      expect(different(ofReference)).toEqual([]);
    },
    PATIENCE,
  );

  it(
    'of bodies that show one thing otherwise, in some of them',
    () => {
      const some = ofReference.filter((_, i) => i % 16 === 0);
      expect(different(some.flatMap((transcript) => shownOtherwise(transcript, CHANGES.length)))).toEqual([]);
    },
    PATIENCE,
  );

  it(
    'of bodies that show no host of the region that was made first',
    () => {
      const several = ofReference.filter(({ entries }) => entries.some(({ snapshot }) => hostsIn(snapshot?.mms ?? []).length > 1));
      expect(several).not.toEqual([]);
      expect(different(several.map(withoutFirstHost))).toEqual([]);
    },
    PATIENCE,
  );

  it.each(allMutants.map((mutant, i) => [mutant.name, mutant, i] as const))(
    'of %s, in some of them',
    async (_name, mutant, i) => {
      const body = mutant.create();
      const about = [...stories, ...drawn].filter(({ generation }) => generation === body.description.generations[0]);
      const caught = await firstCaught(body, about, 8);
      expect(caught).not.toEqual([]);
      const some = about.filter((_, k) => k % 16 === i % 16);
      expect(different([...caught, ...(await performed(body, some))])).toEqual([]);
    },
    PATIENCE,
  );
});

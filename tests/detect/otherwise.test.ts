import { beforeAll, describe, expect, test } from 'vitest';
import { createInProcessStage } from '../../adapters/stage.ts';
import { defaultJudge } from '../../detect/matrix.ts';
import { CHANGES } from '../../detect/other-pictures.ts';
import { SHOWINGS, otherShowings, shownAs } from '../../detect/other-showings.ts';
import { otherWays } from '../../detect/other-ways.ts';
import { passing, shownOtherwise } from '../../detect/otherwise.ts';
import { createJudge } from '../../oracle/judge.ts';
import { createReference } from '../../reference/index.ts';
import type { Outcome, Transcript } from '../../schemas/generated/types.ts';
import { loadSuite } from '../../suites/load.ts';

const judge = defaultJudge();
let transcripts: Transcript[] = [];

async function transcriptOf(story: string): Promise<Transcript> {
  const stage = createInProcessStage('reference', createReference());
  for await (const { trace } of (await loadSuite([story])).traces()) return stage.perform(trace);
  throw new Error(`there is no story ${story}`);
}

function word(outcome: Outcome): string {
  return outcome.result === 'refused' ? outcome.errno : outcome.result === 'done' ? `done ${outcome.value ?? ''}`.trim() : outcome.result;
}

beforeAll(async () => {
  transcripts = await Promise.all(['two-sharers-one-leaf-table', 'emptied-on-opening', 'remove-by-the-joiner'].map(transcriptOf));
});

describe('a body that gives one answer otherwise', () => {
  test('passes with what the rules permit, and with nothing else', async () => {
    const transcript = await transcriptOf('munmap-of-no-length');
    const step = transcript.trace.steps.findIndex((one) => one.call === 'munmap');
    expect(passing(judge, transcript)[step]?.map(word)).toEqual(['EINVAL']);
    const load = transcript.trace.steps.findIndex((one) => one.call === 'load');
    expect(passing(judge, transcript)[load]?.map(word)).toHaveLength(1);
  });

  test('is asked about every step, where calls overlap too', async () => {
    for (const transcript of transcripts) {
      const calls = transcript.trace.steps.filter(({ call }) => call !== 'tables').length;
      expect(passing(judge, transcript).filter((outcomes) => (outcomes ?? []).length > 0)).toHaveLength(calls);
    }
    const overlapping = await transcriptOf('some-pages-unmapped-while-the-file-shrinks');
    const { steps } = overlapping.trace;
    const [begun, before, among] = [
      steps.findIndex((step) => 'begins' in step && step.begins !== undefined),
      steps.findIndex((step) => step.call === 'load'),
      steps.findLastIndex((step, i) => step.call === 'load' && i < steps.findIndex(({ call }) => call === 'return')),
    ];
    const passes = passing(judge, overlapping);
    expect(passes[begun]).toBeUndefined();
    expect(passes[before]?.map(word)).toEqual(['done 6']);
    expect(passes[among]?.map(word)).toEqual(['fault']);
  });
});

describe('a body that shows one thing otherwise', () => {
  test('is the same for the same story, and differs after one step', () => {
    for (const transcript of transcripts) {
      const changed = shownOtherwise(transcript, CHANGES.length);
      expect(changed.length).toBeGreaterThan(CHANGES.length / 2);
      expect(shownOtherwise(transcript, CHANGES.length)).toEqual(changed);
      for (const { entries } of changed) expect(entries.filter((entry, i) => entry !== transcript.entries[i])).toHaveLength(1);
    }
  });

  test('is told by a rule in most cases, and leaves the transcript that it was made of as it was', () => {
    const before = JSON.stringify(transcripts);
    const changed = transcripts.flatMap((transcript) => shownOtherwise(transcript, CHANGES.length));
    const told = changed.filter((transcript) => judge.judge(transcript).violations.length > 0);
    expect(told.length).toBeGreaterThan(changed.length / 2);
    expect(JSON.stringify(transcripts)).toBe(before);
    expect(transcripts.flatMap((transcript) => judge.judge(transcript).violations)).toEqual([]);
  });
});

describe('tables that lead to one another in a ring', () => {
  test.each([
    ['fork-domain', 'domain-grow'],
    ['hugetlb-pmd', 'huge-exec-leaves'],
  ])('are judged to the end, by the rules of %s', async (generation, story) => {
    const transcript = await transcriptOf(story);
    const rings = createJudge({ generation, profile: 'strict', claims: true });
    for (const changed of shownOtherwise(transcript, CHANGES.length)) expect(rings.judge(changed).status).toBe('complete');
  });
});

describe('a right body that shows less, or otherwise', () => {
  test('violates nothing, and holds nothing that ours does not hold', () => {
    for (const transcript of transcripts) {
      const usual = judge.judge(transcript).decided;
      const others = otherShowings(transcript, SHOWINGS.length);
      expect(others.length).toBeGreaterThan(SHOWINGS.length / 2);
      for (const other of others) {
        const { violations, decided } = judge.judge(other);
        expect(violations).toEqual([]);
        expect(decided.filter((times, rule) => times > (usual[rule] ?? 0))).toEqual([]);
      }
    }
  });

  test('leaves undecided what needs what it does not show', async () => {
    const transcript = await transcriptOf('two-sharers-one-leaf-table');
    const bare = shownAs(transcript, ({ mms, tables }) => ({ mms, tables: tables.map(({ refs: _, ...table }) => table) }))!;
    const decided = (one: Transcript, rule: string): number => judge.judge(one).decided[judge.rules.findIndex(({ id }) => id === rule)]!;
    for (const rule of ['freed-once', 'table-bytes-exact', 'no-stale-translation']) {
      expect(decided(transcript, rule)).toBeGreaterThan(0);
      expect(decided(bare, rule)).toBe(0);
    }
    expect(decided(bare, 'one-table-per-slot')).toBe(decided(transcript, 'one-table-per-slot'));
  });
});

describe('a right body that takes another way', () => {
  test('leaves ours where it was refused what may succeed, and is followed to the end', async () => {
    const transcript = await transcriptOf('several-mappings-moved-at-once');
    const [ours, way] = otherWays(judge, transcript, 1);
    const move = transcript.trace.steps.findIndex(({ call }) => call === 'mremap');
    expect(ours?.from).toBe(transcript.entries.length);
    expect(ours?.permitted.slice(0, move)).toEqual(way?.permitted.slice(0, move));
    expect(ours?.permitted[move + 1]?.map(word)).not.toEqual(['done 93']);
    expect(way?.from).toBe(move);
    expect(way?.permitted[move + 1]?.map(word)).toEqual(['done 93']);
    expect(way?.permitted.every((outcomes) => (outcomes ?? []).length > 0)).toBe(true);
  });
});

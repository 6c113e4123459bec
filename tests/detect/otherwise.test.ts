import { beforeAll, describe, expect, test } from 'vitest';
import { createInProcessStage } from '../../adapters/stage.ts';
import { defaultJudge } from '../../detect/matrix.ts';
import { CHANGES } from '../../detect/other-pictures.ts';
import { passing, shownOtherwise } from '../../detect/otherwise.ts';
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

  test('is asked about every step, and of calls that overlap about none', async () => {
    for (const transcript of transcripts) {
      const calls = transcript.trace.steps.filter(({ call }) => call !== 'tables').length;
      expect(passing(judge, transcript).filter((outcomes) => (outcomes ?? []).length > 0)).toHaveLength(calls);
    }
    expect(passing(judge, await transcriptOf('exit-while-a-thread-unmaps'))).toEqual([]);
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

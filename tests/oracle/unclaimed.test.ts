import { expect, test } from 'vitest';
import { conform } from '../../index.ts';
import type { Judge } from '../../oracle/judge.ts';
import { createTally } from '../../oracle/tally.ts';
import { withClaimedBeside } from '../../oracle/unclaimed.ts';
import { Machine, MachineBody, abilities } from '../../reference/index.ts';
import type { BodyDescription, Trace, Transcript } from '../../schemas/generated/types.ts';
import { loadSuite } from '../../suites/load.ts';
import { BODY, RULES, context, judgement, written } from './fakes.ts';

const transcript = { trace: written('t') } as Transcript;

/** A judge that decides as it is told, and counts how often it is asked. */
function judgeOf(...decided: readonly (readonly number[])[]): { judge: Judge; asked: () => number } {
  let asked = 0;
  const judge = { rules: RULES, judge: () => judgement(written('t'), [...(decided[asked++] ?? [])]) } as unknown as Judge;
  return { judge, asked: () => asked };
}

test('what would have been decided stands beside what was, until every rule has been decided in one way or the other', () => {
  const [plain, claimed] = [judgeOf([1, 0, 0, 0], [1, 0, 0, 1], [0, 0, 0, 0]), judgeOf([1, 1, 0, 0], [1, 0, 2, 0])];
  const both = withClaimedBeside(plain.judge, claimed.judge);
  expect(Array.from({ length: 3 }, () => both.judge(transcript))).toMatchObject([
    { decided: [1, 0, 0, 0], ifClaimed: [1, 1, 0, 0] },
    { decided: [1, 0, 0, 1], ifClaimed: [1, 0, 2, 0] },
    { decided: [0, 0, 0, 0] },
  ]);
  expect(claimed.asked()).toBe(2);
});

test('the reason of an unseen rule: what is not shown before what is not claimed, before a trace that is missing', () => {
  const tally = createTally(context({ body: { connectedAs: 'x', description: { ...BODY, generations: [], shows: [] } } }));
  tally.add(judgement(written('t'), [0, 0, 0, 0], { ifClaimed: [0, 1, 0, 0] }));
  tally.add(judgement(written('u'), [0, 0, 0, 0]));
  expect(tally.report().rules.map(({ unseen }) => unseen)).toEqual([
    'the body does not show tables',
    'the body does not claim map-shared-pt',
    'no trace that was performed decides it',
    'the body does not show tlb',
  ]);
});

test('a look that is shown, and not among the calls that the body supports, is told apart', () => {
  const rules = [{ ...RULES[0]!, needs: 'present' as const }];
  const unseen = (calls?: ('present' | 'load')[]): string | undefined => {
    const description = { ...BODY, shows: ['present' as const], ...(calls === undefined ? {} : { calls }) };
    const tally = createTally(context({ rules, body: { connectedAs: 'x', description } }));
    tally.add(judgement(written('t'), [0]));
    return tally.report().rules[0]?.unseen;
  };
  expect(unseen(['load'])).toBe('the body does not support the call present');
  expect(unseen(['load', 'present'])).toBe('no trace that was performed decides it');
  expect(unseen()).toBe('no trace that was performed decides it');
});

/** The reference, which says what it claims. */
function sharing(generations: BodyDescription['generations']): MachineBody {
  return new MachineBody({ name: 'sharing', generations, shows: ['tables'], ...abilities }, new Machine());
}

test('rules about sharers are unseen for want of a claim, those about errors are decided without', async () => {
  const traces: Trace[] = [];
  for await (const { trace } of (await loadSuite(['restrict-cached-on-cpu-1', 'close-twice'])).traces()) traces.push(trace);
  const { rules } = await conform(traces, () => sharing([]));
  const unseen = new Map(rules.map((rule) => [rule.id, rule.unseen]));
  expect(unseen.get('protect-every-cpu')).toBe('the body does not claim map-shared-pt');
  expect(unseen.get('fork-shares')).toBe('no trace that was performed decides it');
  expect(unseen.get('success-owed')).toBeUndefined();
  const claimed = await conform(traces, () => sharing(['map-shared-pt']));
  expect(claimed.rules.find(({ id }) => id === 'protect-every-cpu')?.verdict).toBe('held');
  expect(claimed.rules.filter((rule) => rule.unseen?.includes('claim'))).toEqual([]);
});

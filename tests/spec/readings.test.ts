/** Each reading that a profile can choose decides something, in a story. */
import { describe, expect, test } from 'vitest';
import { passing } from '../../detect/otherwise.ts';
import { createJudge } from '../../oracle/judge.ts';
import type { Judge } from '../../oracle/judge.ts';
import type { Transcript } from '../../schemas/generated/types.ts';
import { QUESTIONS } from '../../spec/index.ts';
import { storyOn } from '../suites/story-on.ts';

/** A rule that a body breaks by this reading, and keeps where the question is open. */
const BROKEN: readonly (readonly [choice: string, story: string, rule: string, body?: string])[] = [
  ['q-ineligible=refuse', 'anonymous-shared-by-strangers', 'ineligible-succeeds-or-refused'],
  ['q-ineligible=succeed', 'anonymous-shared-by-strangers', 'ineligible-succeeds-or-refused', 'strict-reference'],
  ['q-join-protection=share', 'join-with-less-access', 'eligible-shares'],
  ['q-second-region=share', 'tail-of-a-doubtful-region-unmapped', 'partial-munmap-refused'],
  ['q-wider-munmap=refuse', 'munmap-of-a-hole-and-the-region', 'partial-munmap-refused'],
  ['q-dontneed=refuse', 'mshare-changes-beside-a-window', 'window-left-whole'],
  ['q-mremap=move', 'region-and-its-neighbour-moved-at-once', 'success-owed'],
  ['q-read-only-opener=refuse', 'mshare-file-for-reading-is-made-writable', 'protect-own'],
  ['q-mprotect-hole=prefix', 'protection-over-a-hole-between-objects', 'entry-obeys-protection'],
  ['q-private-flag=refuse', 'private-with-the-flag-twice', 'ineligible-succeeds-or-refused'],
  ['q-validate=succeed', 'domain-validated', 'success-owed'],
  ['q-unshare-extent=slots', 'domain-unmap-second-of-two-slots', 'leaf-tables-flat'],
  ['q-left-range=free', 'domain-left-range', 'success-owed'],
  ['q-left-range=kept', 'domain-range-left-in-another-domain', 'domain-overlap-refused'],
  ['q-share-owed=share', 'huge-faults-share-a-table', 'fault-shares', 'private-tables'],
  ['q-size-zero=nothing', 'truncated-before-it-has-a-size', 'success-owed'],
  ['q-size-zero=useless', 'truncated-before-it-has-a-size', 'success-owed'],
  ['q-place-ownerless=allow', 'filled-after-the-owner', 'success-owed'],
  ['q-object-offset=round', 'odd-offset-in-the-object', 'success-owed'],
  ['q-window-move=move', 'window-moved', 'success-owed'],
  ['q-window-advice=keep', 'ioctl-advice-keeps-the-data', 'success-owed'],
  ['q-window-rights=window', 'mshare-attached-for-reading', 'fault-owed'],
  ['q-window-part=refuse', 'mshare-region-of-two-units', 'window-left-whole'],
  ['q-private-window=share', 'msharefs-private-window-and-advice', 'success-owed'],
  ['q-unlink-detaches=detach', 'unlinked-while-a-sharer-exits', 'unit-entry-empty-or-host'],
  ['q-give-back-detaches=keep', 'mshare-unlink-counts-calls', 'share-count-exact'],
  ['q-give-back-detaches=detach', 'mshare-unlink-counts-calls', 'reached-only-by-sharers'],
  ['q-info-unlinked=go', 'msharefs-information-file-unlinked', 'success-owed'],
  ['q-region-truncated=nothing', 'msharefs-sizing-calls-on-a-region', 'success-owed'],
  ['q-attach-rights=allow', 'mshare-made-for-reading', 'attach-within-rights'],
  ['q-window-mapped=region', 'mshare-private-memory-mapped-into-a-region', 'success-owed'],
  ['q-hole-signal=sigbus', 'mshare-objects-mapped-later', 'fault-kind'],
];

/** Another answer than the reference gives passes by this reading, and not where the question is open, or the other way round. */
const ANSWERED: readonly (readonly [choice: string, story: string])[] = [
  ['q-join-protection=unshared', 'join-with-less-access'],
  ['q-second-region=unshared', 'mremap-of-part-of-a-doubtful-region'],
  ['q-wider-munmap=detach', 'munmap-of-a-hole-and-the-region'],
  ['q-dontneed=keep', 'mshare-advice-in-a-window'],
  ['q-mremap=refuse', 'a-doubtful-region-moved'],
  ['q-read-only-opener=region', 'msharefs-opened-for-reading-before-a-change'],
  ['q-mprotect-hole=unchanged', 'protection-that-reaches-a-window'],
  ['q-private-flag=succeed', 'private-with-the-flag-twice'],
  ['q-validate=refuse', 'domain-validated'],
  ['q-refused-fixed=unchanged', 'huge-refused-over-a-mapping'],
  ['q-size-zero=refuse', 'truncated-before-it-has-a-size'],
  ['q-place-ownerless=refuse', 'filled-after-the-owner'],
  ['q-place-rights=allow', 'protection-by-one-who-was-given-the-descriptor'],
  ['q-object-offset=refuse', 'object-at-an-odd-offset'],
  ['q-window-move=refuse', 'window-moved'],
  ['q-window-advice=refuse', 'advice-in-a-window'],
  ['q-window-rights=region', 'msharefs-joining-with-less-access'],
  ['q-window-part=change', 'mshare-protect-before-anybody-came'],
  ['q-private-window=refuse', 'msharefs-mapped-as-private'],
  ['q-unlink-detaches=keep', 'unlinked-while-a-sharer-exits'],
  ['q-info-again=again', 'mshare-place-and-size-are-read'],
  ['q-info-unlinked=refuse', 'msharefs-information-file-unlinked'],
  ['q-create-flag=create', 'mshare-made-without-asking'],
  ['q-attach-rights=refuse', 'mshare-made-for-reading'],
  ['q-window-mapped=refuse', 'mshare-part-of-a-window-unmapped'],
  ['q-hole-signal=sigsegv', 'mshare-hole-ends-in-sigsegv'],
];

/** It is about which tables are shared, and the reference takes this reading: 'slots' is what tells it. */
const TAKEN = ['q-unshare-extent=mapping'];

function judgeOf({ trace: { generation } }: Transcript, profile: string): Judge {
  return createJudge({ generation, profile, claims: true });
}

/** The same without tables: what they show settles questions. */
function unseen(transcript: Transcript): Transcript {
  return {
    ...transcript,
    entries: transcript.entries.map(({ outcome }) => ({
      outcome: outcome.result === 'done' && outcome.snapshot !== undefined ? { result: 'unsupported' } : outcome,
    })),
  };
}

describe('a reading that is chosen', () => {
  test('all of them are tried below', () => {
    const all = Object.entries(QUESTIONS).flatMap(([name, { readings }]) => readings.map((reading) => `${name}=${reading}`));
    const tried = new Set([...BROKEN, ...ANSWERED].map(([choice]) => choice).concat(TAKEN));
    expect([...tried].toSorted()).toEqual(all.toSorted());
  });

  const broken = BROKEN.map(([choice, story, rule, body = 'reference']) => ({ choice, story, rule, body }));
  test.each(broken)('$choice: $body breaks $rule in $story', async ({ choice, story, rule, body }) => {
    const transcript = await storyOn(story, body);
    const rules = (profile: string): string[] =>
      judgeOf(transcript, profile)
        .judge(transcript)
        .violations.map((found) => found.rule);
    expect(rules(choice)).toContain(rule);
    expect(rules('default')).toEqual([]);
  });

  test.each([
    ['q-mremap=refuse', 'mremap-of-part-of-a-doubtful-region'],
    ['q-wider-munmap=refuse', 'more-than-a-doubtful-region-unmapped'],
  ])('%s: what may be no region is not refused for being one, in %s', async (choice, story) => {
    const transcript = await storyOn(story);
    expect(judgeOf(transcript, choice).judge(transcript).violations).toEqual([]);
  });

  test.each(ANSWERED)('%s: other answers pass in %s', async (choice, story) => {
    const transcript = unseen(await storyOn(story));
    const pass = (profile: string): unknown => passing(judgeOf(transcript, profile), transcript);
    expect(pass(choice)).not.toEqual(pass('default'));
  });
});

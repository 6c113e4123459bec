/** Reports that show every part of the formats; made by the tally, so that they are always what it makes. */
import type { Judgement } from '../../oracle/judgement.ts';
import { createTally } from '../../oracle/tally.ts';
import type { Report, Step } from '../../schemas/generated/types.ts';
import { BODY, RULES, context, generated, judgement, violation, written } from '../oracle/fakes.ts';

function reportOf(judgements: readonly Judgement[], change = {}, stopped?: string): Report {
  const tally = createTally(context(change));
  for (const one of judgements) tally.add(one);
  return tally.report(stopped);
}

const conforming = reportOf(
  Array.from({ length: 1234 }, (_, i) => judgement(i < 2 ? written(`story-${i}`) : generated(i), [1, 2, 3, 1])),
  { body: { connectedAs: 'reference', description: { ...BODY, name: 'reference', shows: ['tables', 'tlb'] } } },
);

/** A trace that is longer than what a report shows. */
function long(id: string): ReturnType<typeof written> {
  const base = written(id);
  const stores: Step[] = Array.from({ length: 30 }, (_, i) => ({ call: 'store', process: 'A', addr: 'buf', value: i }));
  return { ...base, steps: [...base.steps, ...stores] };
}

function violations(): Report {
  const first = written('short-story');
  const others = Array.from({ length: 14 }, (_, i) => generated(i));
  const slow = long('long-story');
  return reportOf([
    judgement(written('fine'), [1, 1, 1, 0]),
    judgement(first, [1, 1, 1, 0], { violations: [violation('stores-seen', first)] }),
    ...others.map((trace) =>
      judgement(trace, [0, 1, 0, 0], { violations: [violation('stores-seen', trace, { step: 2 + (trace.id.length % 2) })] }),
    ),
    judgement(slow, [0, 0, 1, 0], {
      violations: [
        violation('protect-reaches', slow, {
          step: 33,
          permitted: ['fault SIGSEGV SEGV_ACCERR', 'fault SIGSEGV'],
          seen: 'done',
          why: 'B made the page read-only in step 30, which binds A on every CPU, so the store of A in step 33 must fault; it was carried out.',
        }),
      ],
    }),
    judgement(written('needs-mremap'), [], { status: 'skipped', reason: 'the body does not support mremap', steps: 0 }),
  ]);
}

/** What a hostile body may say. */
export const HOSTILE =
  'crashed \u001b[31mred\u001b[0m \u001b]0;title\u0007 <b a="1">&amp;</b> ]]> | `code` ```\r\n# not ok 1 - *x* \u202eevil\u202c \u0000\u0085\ud800 _end_ [l](u)';

const EXEC: Step = { call: 'exec', process: 'A' };
const FLIGHT: Step[] = [
  { call: 'exec', process: 'A', begins: 'x', pause: 'flush' },
  { call: 'return', of: 'x' },
];
/** What a program printed before it ended; a line of it is hostile. */
const ABORT = [
  '=== a report in many lines ===',
  '    #0 leave at body.c:242',
  `\t#1 ${HOSTILE.replaceAll(/[\r\n]/gu, '')}`,
  ...Array.from({ length: 40 }, (_, i) => `  line ${i}`),
  'ABORTING',
];

function printing(seq: number): Judgement {
  const reason = `step 3: it printed what is not a JSON object (a hint): \`{"seq":${seq},"entries":[{"outcome":debug\``;
  return judgement(written(`prints-${seq}`), [0, 1, 0, 0], { status: 'broken', reason, steps: 3, brokeAt: 3 });
}

function broken(): Report {
  return reportOf(
    [
      judgement(written('fine'), [0, 1, 0, 0]),
      judgement(written('crash', { title: `A title ${HOSTILE}` }), [0, 1, 0, 0], {
        status: 'broken',
        reason: HOSTILE,
        steps: 2,
        brokeAt: 2,
      }),
      ...[4, 25, 31].map((seq) => printing(seq)),
      judgement(long('aborts'), [0, 1, 0, 0], {
        status: 'broken',
        reason: `step 12: it was ended by SIGABRT\nits last output:\n${ABORT.join('\n')}`,
        steps: 12,
        brokeAt: 12,
      }),
      judgement(written('other', { steps: [EXEC] }), [], { status: 'skipped', reason: 'the body does not support exec', steps: 0 }),
      judgement(written('overlaps', { steps: FLIGHT }), [], { status: 'skipped', reason: 'the call of step 0 pauses', steps: 0 }),
      judgement(written('refused'), [], { status: 'skipped', reason: HOSTILE, steps: 0 }),
    ],
    {
      shard: { count: 3, indexes: [2] },
      body: { connectedAs: 'mutant:fake', description: { ...BODY, calls: ['open', 'mmap', 'load', 'store'] } },
    },
    'interrupted',
  );
}

export function hostileViolation(): Report {
  const trace = written('hostile', { title: HOSTILE });
  return reportOf([
    judgement(trace, [0, 1, 0, 0], {
      violations: [violation('stores-seen', trace, { permitted: [HOSTILE], seen: HOSTILE, why: HOSTILE })],
    }),
  ]);
}

/** No rule is violated, and little was seen. */
const blind = reportOf([judgement(written('one', { rules: ['no-stale-tlb'] }), [0, 1, 1, 0])], {
  body: { connectedAs: 'exec:./body', description: { ...BODY, name: 'mine', shows: [] } },
  seed: null,
});

export const samples: Readonly<Record<string, Report>> = { conforming, violations: violations(), broken: broken(), blind };

export function nothingJudged(): Report {
  return reportOf([], { rules: RULES });
}

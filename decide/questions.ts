/**
 * The questions on which generations differ: the shortest stories whose last operation comes to different things. Every story of the
 * operations below is tried, shorter ones first; one is kept where it tells a pair apart that no story before with the same end does.
 */
import type { Lowering } from './lowering.ts';
import type { Operation } from './operation.ts';
import { play, shortOf } from './play.ts';
import type { Effect, OwnBody, Played } from './play.ts';

export interface Question {
  readonly story: readonly Operation[];
  /** What the last operation came to, by generation. */
  readonly answers: ReadonlyMap<string, string>;
  /** The pairs that no shorter story with the same end tells apart. */
  readonly tells: readonly (readonly [string, string])[];
  readonly played: ReadonlyMap<string, Played>;
}

/** What may come after A has created the region. */
const OPERATIONS: readonly Operation[] = [
  { do: 'join', by: 'B' },
  { do: 'join', by: 'B', how: 'elsewhere' },
  { do: 'join', by: 'B', how: 'reading' },
  { do: 'fork', by: 'A', child: 'A1' },
  { do: 'write', by: 'A' },
  { do: 'write', by: 'B' },
  { do: 'write', by: 'A1' },
  { do: 'protect', by: 'A', allow: 'loads' },
  { do: 'protect', by: 'B', allow: 'loads' },
  { do: 'leave', by: 'A' },
  { do: 'leave in part', by: 'B' },
  { do: 'exit', by: 'A' },
  { do: 'withdraw', by: 'A' },
  { do: 'place', by: 'A', object: 'file' },
  { do: 'forget', by: 'A' },
];

/** Stories this long are tried, the creation included. */
const LONGEST = 5;

/** Who can act: those who are there, and have not exited. */
function possible(story: readonly Operation[], next: Operation): boolean {
  const has = (what: Operation['do'], by: string): boolean => story.some((one) => one.do === what && one.by === by);
  const { by } = next;
  if (has('exit', by)) return false;
  if (by === 'B' && next.do !== 'join' && !has('join', 'B')) return false;
  if (next.do === 'join') return !has('join', 'B');
  if (by === 'A1') return has('fork', 'A');
  return next.do !== 'fork' || !has('fork', 'A');
}

interface Column {
  readonly lowering: Lowering;
  readonly body: OwnBody;
}

/**
 * @param columns the generations, each with its body
 * @param longest operations of the longest stories that are tried, the creation included
 */
export function questionsOf(columns: readonly Column[], longest = LONGEST): Question[] {
  const told = new Set<string>();
  const found: Question[] = [];
  let stories: (readonly Operation[])[] = [[{ do: 'create', by: 'A' }]];
  for (let length = 2; length <= longest; length++) {
    stories = stories.flatMap((story) =>
      OPERATIONS.filter((next) => possible(story, next) && (length < longest || next.do === 'write')).map((next) => [...story, next]),
    );
    for (const story of stories) {
      const question = ask(story, columns, told);
      if (question !== undefined) found.push(question);
    }
  }
  return found;
}

/** Tells the story to all; undefined where it tells no pair apart that a shorter one with the same end does not. */
function ask(story: readonly Operation[], columns: readonly Column[], told: Set<string>): Question | undefined {
  const played = new Map<string, Played>();
  for (const { lowering, body } of columns) played.set(lowering.generation, play(lowering, body, story));
  const last = story.at(-1)!;
  const end = `${last.by} ${last.do}`;
  const fresh = pairsOf(played, story.length).filter(([a, b]) => !told.has(`${end} ${a} ${b}`));
  if (fresh.length === 0) return undefined;
  for (const [a, b] of fresh) told.add(`${end} ${a} ${b}`);
  const answers = new Map([...played].map(([generation, { effects }]) => [generation, answerOf(effects, story.length)]));
  return { story, answers, tells: fresh, played };
}

function answerOf(effects: readonly Effect[], length: number): string {
  const end = effects.at(-1);
  return end === undefined || effects.length < length ? UNSAYABLE : shortOf(end);
}

const UNSAYABLE = 'cannot be said';

/** The pairs in which all goes well until the last operation, and that differ there; only what both can say tells them apart. */
function pairsOf(played: ReadonlyMap<string, Played>, length: number): (readonly [string, string])[] {
  const all = [...played].map(([generation, { effects }]) => ({
    generation,
    goesWell: effects.slice(0, -1).every(({ effect }) => effect === 'done'),
    answer: answerOf(effects, length),
  }));
  const sayable = all.filter(({ goesWell, answer }) => goesWell && answer !== UNSAYABLE);
  return sayable.flatMap((a, i) =>
    sayable.slice(i + 1).flatMap((b) => (a.answer !== b.answer ? [[a.generation, b.generation] as const] : [])),
  );
}

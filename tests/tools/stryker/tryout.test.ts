import { describe, expect, test } from 'vitest';
import type { Finding, Trial } from '../../../tools/stryker/finding.ts';
import { Tryout } from '../../../tools/stryker/tryout.ts';
import type { Trials } from '../../../tools/stryker/workshop.ts';

/** Code with changes `1` … that a context switches on, and trials of it. */
class Fake {
  context: { activeMutant?: string; hitCount?: number; hitLimit?: number } = {};
  loads = 0;
  /** What the code holds on to between trials; new when it is loaded. */
  left = '';

  private readonly trials: Readonly<Record<string, (fake: Fake) => Finding>>;

  constructor(trials: Readonly<Record<string, (fake: Fake) => Finding>>) {
    this.trials = trials;
  }

  tryout(): Tryout {
    return new Tryout(this.context, { load: () => this.load() });
  }

  private load(): Trials {
    this.loads += 1;
    this.left = '';
    const atLoad = this.context.activeMutant;
    if (atLoad === 'no-module') throw new Error('no module');
    const trials = Object.entries(this.trials).map(([id, run]): [string, Trial] => [
      id,
      {
        kind: id.startsWith('wrong') ? 'wrong' : 'right',
        id,
        complaint: () => undefined,
        run: () => Promise.resolve(atLoad === undefined ? run(this) : { verdicts: [`loaded with ${atLoad}`] }),
      },
    ]);
    return new Map(trials);
  }
}

const NOTHING: Finding = { verdicts: [] };
const VIOLATED: Finding = { verdicts: ['0 one-table-per-slot 3'] };
const THREW: Finding = { verdicts: [], threw: 'TypeError' };
const on =
  (id: string, finding: Finding, usual = NOTHING) =>
  (fake: Fake) =>
    fake.context.activeMutant === id ? finding : usual;

async function kindOf(fake: Fake, id: string, lasting = false): Promise<string> {
  return (await fake.tryout().tryOut({ id, lasting })).kind;
}

describe('a change', () => {
  test('is told by a verdict that comes, and by one that goes', async () => {
    expect(await kindOf(new Fake({ a: on('1', VIOLATED) }), '1')).toBe('told');
    expect(await kindOf(new Fake({ a: on('1', NOTHING, VIOLATED) }), '1')).toBe('told');
    expect(await kindOf(new Fake({ a: on('1', VIOLATED) }), '2')).toBe('survived');
  });

  test('is not told by an exception, unless a verdict of another trial tells it', async () => {
    expect(await kindOf(new Fake({ a: on('1', THREW) }), '1')).toBe('threw');
    expect(await kindOf(new Fake({ a: on('1', THREW, VIOLATED) }), '1')).toBe('threw');
    expect(await kindOf(new Fake({ a: on('1', THREW), b: on('1', VIOLATED) }), '1')).toBe('told');
    expect(await kindOf(new Fake({ a: on('1', { ...VIOLATED, threw: 'TypeError' }) }), '1')).toBe('told');
  });

  test('that makes a loop endless is no verdict either', async () => {
    const fake = new Fake({
      a: ({ context }) => {
        if (context.activeMutant !== '1') return NOTHING;
        context.hitCount = (context.hitLimit ?? 0) + 1;
        return THREW;
      },
    });
    expect(await kindOf(fake, '1')).toBe('endless');
  });

  test('is tried in the trials that meet it, and in no others', async () => {
    const fake = new Fake({ a: on('1', NOTHING), b: on('1', VIOLATED) });
    expect((await fake.tryout().tryOut({ id: '1', lasting: false, filter: ['a'] })).kind).toBe('survived');
    expect(await fake.tryout().tryOut({ id: '1', lasting: false, filter: ['b'] })).toMatchObject({ kind: 'told', by: 'b' });
  });

  test('that leaves something behind does not make the next one told', async () => {
    const fake = new Fake({
      a: (code) => {
        if (code.context.activeMutant === '1') code.left = 'rubbish';
        return code.left === '' ? NOTHING : VIOLATED;
      },
    });
    const tryout = fake.tryout();
    expect((await tryout.tryOut({ id: '1', lasting: false })).kind).toBe('told');
    expect((await tryout.tryOut({ id: '2', lasting: false })).kind).toBe('survived');
    expect(fake.loads).toBe(3);
  });

  test('is held against what is usual in fresh modules, where that had been found out wrongly', async () => {
    let runs = 0;
    const tryout = new Fake({ a: () => (++runs === 1 ? VIOLATED : NOTHING) }).tryout();
    expect((await tryout.tryOut({ id: '1', lasting: false })).kind).toBe('survived');
    expect((await tryout.tryOut({ id: '2', lasting: false })).kind).toBe('survived');
  });

  test('that takes effect while modules load is loaded, and gone afterwards', async () => {
    const fake = new Fake({ a: () => NOTHING });
    const tryout = fake.tryout();
    expect((await tryout.tryOut({ id: '1', lasting: true })).kind).toBe('told');
    expect((await tryout.tryOut({ id: '2', lasting: false })).kind).toBe('survived');
    expect((await tryout.tryOut({ id: 'no-module', lasting: true })).kind).toBe('threw');
    expect(fake.context.activeMutant).toBeUndefined();
  });
});

test('stories are asked before wrong bodies, and first the one that told something last', async () => {
  const asked: string[] = [];
  const trial =
    (name: string, told: string) =>
    ({ context }: Fake): Finding => {
      if (context.activeMutant !== undefined) asked.push(name);
      return context.activeMutant === told ? VIOLATED : NOTHING;
    };
  const tryout = new Fake({ wrong: trial('wrong', '9'), a: trial('a', ''), b: trial('b', '1') }).tryout();
  await tryout.tryOut({ id: '1', lasting: false });
  await tryout.tryOut({ id: '2', lasting: false });
  expect(asked).toEqual(['a', 'b', 'b', 'a', 'wrong']);
});

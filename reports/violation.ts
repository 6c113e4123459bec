/** The facts of a violation that every format for people tells, each on a row of its own. */
import type { Violation } from '../schemas/generated/types.ts';
import { plain } from './plain.ts';

export function rowsOf({ permitted, seen, why, again }: Violation): (readonly [name: string, value: string])[] {
  const rows = [
    ['permitted', permitted.map((text) => plain(text)).join(', or ')],
    ['seen', plain(seen)],
    ['why', sameSentence(seen, why) ? '' : plain(why)],
    ['again', plain(again, 2000)],
  ] as const;
  return rows.filter(([, value]) => value !== '');
}

/** What is wrong with the tables is seen and the reason at once. */
function sameSentence(a: string, b: string): boolean {
  return a.toLowerCase().replace(/\.$/u, '') === b.toLowerCase().replace(/\.$/u, '');
}

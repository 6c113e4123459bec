/** What a conclusion leaves open, although who reads it may think that it says so. */
import type { Report, RuleTally } from '../schemas/generated/types.ts';
import { claims, conclude } from './conclude.ts';
import type { Conclusion, Facts } from './conclude.ts';
import { groupBy } from './first.ts';
import { notAsked, notShown } from './rule-counts.ts';

/** Those that nobody mistakes: nothing was seen, or nothing counts. */
const PLAIN: ReadonlySet<Conclusion> = new Set(['nothing-judged', 'guard-failed']);
/** Those that find nothing wrong. */
const QUIET: ReadonlySet<Conclusion> = new Set(['conforming', 'listed-deviations', 'not-implemented']);
/** Rules named. */
const NAMED = 5;

/** The conclusion, and what it leaves open. */
export function concluded(facts: Facts): Pick<Report, 'conclusion' | 'sentence' | 'reservations'> {
  const { conclusion, sentence } = conclude(facts);
  const open = PLAIN.has(conclusion) ? [] : [...unseenSharing(facts), ...(QUIET.has(conclusion) ? unseenSubject(facts) : [])];
  return { conclusion, sentence, ...(open.length === 0 ? {} : { reservations: open }) };
}

function unseenSharing({ body, generation, rules }: Facts): string[] {
  if (!claims({ body, generation })) return [];
  const why = [notShown('tables'), notAsked('tables')].find((reason) => rules.some(({ unseen }) => unseen === reason));
  return why === undefined ? [] : [`Whether tables are shared was not seen: ${why}.`];
}

/** What was asked for was not decided: of a single trace any rule that it is about, of several all of them. */
function unseenSubject({ about = [], rules, traces }: Facts): string[] {
  const subject = rules.filter(({ id }) => about.includes(id));
  const blind = subject.filter(({ verdict }) => verdict === 'unseen');
  const none = blind.length === subject.length;
  if (blind.length === 0 || (traces.total > 1 && !none)) return [];
  const what = traces.total > 1 ? 'the traces are about' : 'the trace is about';
  if (subject.length === 1) return [`The rule that ${what} was not decided: ${named(blind)}.`];
  return [`${none ? `None of the rules that ${what} was` : `Not all rules that ${what} were`} decided: ${named(blind)}.`];
}

/** `a, b (why), c (why) and 2 more`. */
function named(rules: readonly RuleTally[]): string {
  const shown = groupBy(rules.slice(0, NAMED), ({ unseen }) => unseen ?? 'no reason given');
  const text = Array.from(shown, ([why, group]) => `${group.map(({ id }) => id).join(', ')} (${why})`).join(', ');
  return rules.length > NAMED ? `${text} and ${rules.length - NAMED} more` : text;
}

/** Profiles: which readings of the open questions are permitted. */
import { InputError } from '../schemas/input-error.ts';
import { nearest } from '../schemas/near.ts';
import { type Choices, QUESTIONS, type QuestionName } from './choices.ts';

export interface Profile {
  /** As it is named: the same choices have the same name. */
  readonly id: string;
  readonly title: string;
  readonly choices: Choices;
}

const NAMES = Object.keys(QUESTIONS) as readonly QuestionName[];
const EITHER = 'either';

function withChoices(from: Choices | undefined, chosen: ReadonlyMap<string, string>): Choices {
  return Object.fromEntries(NAMES.map((name) => [name, chosen.get(name) ?? from?.[name] ?? EITHER])) as unknown as Choices;
}

const open: Choices = withChoices(undefined, new Map());

export const profiles: readonly Profile[] = [
  { id: 'default', title: 'Every reading that the sources leave open is permitted.', choices: open },
  {
    id: 'hint',
    title: 'The flag is a hint: what cannot be shared succeeds unshared.',
    choices: { ...open, 'q-ineligible': 'succeed', 'q-private-flag': 'succeed' },
  },
  {
    id: 'strict',
    title: 'The flag is a demand: what cannot be shared is refused.',
    choices: {
      ...open,
      'q-ineligible': 'refuse',
      'q-private-flag': 'refuse',
      'q-validate': 'refuse',
      'q-join-protection': 'share',
      'q-second-region': 'share',
      'q-share-owed': 'share',
      'q-refused-fixed': 'unchanged',
      'q-size-zero': 'refuse',
      'q-place-ownerless': 'refuse',
      'q-object-offset': 'refuse',
      'q-window-move': 'refuse',
      'q-window-advice': 'refuse',
      'q-window-rights': 'region',
      'q-window-part': 'change',
      'q-private-window': 'refuse',
      'q-unlink-detaches': 'keep',
      'q-info-again': 'again',
      'q-info-unlinked': 'refuse',
      'q-attach-rights': 'refuse',
      'q-window-mapped': 'refuse',
      'q-hole-signal': 'sigsegv',
    },
  },
];

/**
 * A profile by its name, its own choices after it: `strict`, `strict,q-dontneed=keep`, or `q-dontneed=keep` for what differs from the
 * default.
 * @throws InputError unknown-profile, unknown-question, unknown-reading, chosen-twice
 */
export function profileNamed(text: string): Profile {
  const [first = '', ...others] = text.split(',');
  const named = !first.includes('=');
  const base = baseNamed(named ? first : 'default');
  const chosen = choicesOf(named ? others : [first, ...others]);
  const choices = withChoices(base.choices, chosen);
  const own = [...chosen].filter(([name]) => choices[name] !== base.choices[name]).map(([name, reading]) => `${name}=${reading}`);
  return own.length === 0 ? base : { id: [base.id, ...own.toSorted()].join(','), title: base.title, choices };
}

function baseNamed(id: string): Profile {
  const found = profiles.find((profile) => profile.id === id);
  if (found) return found;
  const known = profiles.map((profile) => profile.id);
  throw new InputError('unknown-profile', `there is no profile ${id}`, {
    hint: `known: ${known.join(', ')}; a question after it: ${known[0]},q-dontneed=keep`,
  });
}

function choicesOf(texts: readonly string[]): Map<QuestionName, string> {
  const chosen = new Map<QuestionName, string>();
  for (const text of texts) {
    const { name, reading } = choiceOf(text);
    if (chosen.has(name)) throw new InputError('chosen-twice', `a reading of ${name} is chosen twice`, { hint: 'Choose one, or either.' });
    chosen.set(name, reading);
  }
  return chosen;
}

function choiceOf(text: string): { readonly name: QuestionName; readonly reading: string } {
  const equals = text.indexOf('=');
  const written = equals < 0 ? text : text.slice(0, equals);
  const name = NAMES.find((known) => known === written);
  if (!name) throw unknownQuestion(written);
  const reading = equals < 0 ? '' : text.slice(equals + 1);
  const readings: readonly string[] = [...QUESTIONS[name].readings, EITHER];
  if (readings.includes(reading)) return { name, reading };
  throw new InputError('unknown-reading', reading === '' ? `no reading of ${name} is named` : `${name} has no reading ${reading}`, {
    hint: `readings: ${readings.join(', ')}`,
  });
}

function unknownQuestion(written: string): InputError {
  const near = nearest(written, NAMES);
  return new InputError('unknown-question', `there is no question ${written} that a profile can settle`, {
    hint: near === undefined ? '`ptshare list questions` shows them.' : `Did you mean ${near}?`,
  });
}

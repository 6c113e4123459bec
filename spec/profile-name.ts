/** Profiles by name: one that is made already, or one with choices of one's own. */
import { InputError } from '../schemas/input-error.ts';
import { nearest } from '../schemas/near.ts';
import { QUESTIONS, type QuestionName } from './choices.ts';
import { EITHER, NAMES, type Profile, profiles, withChoices } from './profile.ts';

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

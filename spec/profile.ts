/** Profiles: which readings of the open questions are permitted. */
import { type Choices, QUESTIONS, type QuestionName } from './choices.ts';

export interface Profile {
  /** As it is named: the same choices have the same name. */
  readonly id: string;
  readonly title: string;
  readonly choices: Choices;
}

/** Of the questions. */
export const NAMES = Object.keys(QUESTIONS) as readonly QuestionName[];
export const EITHER = 'either';

/** Every question is answered: as chosen, else as by `from`, else by any reading. */
export function withChoices(from: Choices | undefined, chosen: ReadonlyMap<string, string>): Choices {
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

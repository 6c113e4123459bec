/** What a trial finds, and whether that tells a change. */

export interface Finding {
  /** `<exhibit> <rule> <step>` for each violation, `<exhibit> skipped` for what was not performed. */
  readonly verdicts: readonly string[];
  /** All else that was said of each exhibit: how often each rule was decided, what was permitted instead, and why. */
  readonly said?: string;
  /** What our own code threw, if it did: no verdict. */
  readonly threw?: string;
}

export interface Trial {
  /** On a body that obeys the rules; on one that lacks what is asked; on the examples of a rule; on a wrong body; on bodies that are wrong in one place of a story. */
  readonly kind: 'right' | 'lacking' | 'example' | 'wrong' | 'otherwise';
  readonly id: string;
  run(): Promise<Finding>;
  /** What is wrong with a finding though nothing was changed. */
  complaint(finding: Finding): string | undefined;
}

/** Begins the ids of trials of the last kind. */
export const OTHERWISE = 'otherwise: ';

/** Whether verdicts tell a change. Where something threw, some may be missing: then only one more tells. */
export function tells(usual: Finding, changed: Finding): boolean {
  const known = new Set(usual.verdicts);
  if (changed.verdicts.some((verdict) => !known.has(verdict))) return true;
  if (changed.threw !== undefined) return false;
  return changed.verdicts.length !== usual.verdicts.length || changed.said !== usual.said;
}

/** The verdicts that came, and those that went. */
export function difference(usual: Finding, changed: Finding): string {
  const [before, after] = [new Set(usual.verdicts), new Set(changed.verdicts)];
  const more = changed.verdicts.filter((verdict) => !before.has(verdict)).map((verdict) => `+ ${verdict}`);
  const less = usual.verdicts.filter((verdict) => !after.has(verdict)).map((verdict) => `- ${verdict}`);
  return more.length + less.length > 0 ? [...more, ...less].join('\n') : 'in what is held, permitted or explained';
}

/** Whether two findings are alike in all that is said. */
export function same(a: Finding, b: Finding): boolean {
  return a.threw === b.threw && a.said === b.said && a.verdicts.join() === b.verdicts.join();
}

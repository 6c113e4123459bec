import { InputError } from '../schemas/input-error.ts';
import { nameHint } from '../schemas/near.ts';
import { allRules } from '../spec/index.ts';
import type { Rule } from '../spec/index.ts';

/** The rule that a user names. @throws InputError unknown-rule */
export function ruleNamed(id: string): Rule {
  const rule = allRules.find((candidate) => candidate.id === id);
  if (rule !== undefined) return rule;
  const known = allRules.map((candidate) => candidate.id);
  throw new InputError('unknown-rule', `there is no rule ${id}`, { hint: `${nameHint(id, known)}; \`ptshare list rules\` shows all` });
}

/** The result as an ordinary trace that says what it was shrunk from. */
import { sealed } from '../schemas/canonical.ts';
import type { Trace } from '../schemas/generated/types.ts';
import { validateTrace } from '../schemas/validate.ts';

export interface Lineage {
  /** `<prefix>-<rule>-<first digits of the hash>` is the id: it tells the same find from another one. */
  readonly prefix: string;
  readonly title: string;
  readonly rule: string | undefined;
  readonly from: Trace;
  /** The body on which it fails, as it was connected. */
  readonly body: string;
}

const DIGITS = 8;
/** What the schema admits. */
const MOST_TITLE = 200;
export const MOST_BODY = 300;

export function storyOf(small: Trace, { prefix, title, rule, from, body }: Lineage): Trace {
  const { hash = '' } = sealed({ ...small, hash: '' });
  const id = `${prefix}-${rule ?? 'broken'}-${hash.slice('sha256:'.length, 'sha256:'.length + DIGITS)}`;
  const seed = 'seed' in from.origin && from.origin.seed !== undefined ? { seed: from.origin.seed } : {};
  const origin = { kind: 'shrunk', from: from.id, body: body.slice(0, MOST_BODY), ...seed } as const;
  const rules = rule === undefined ? [] : [rule];
  return withHead(small, { id, hash, title, rules, origin });
}

/** What names a trace, and says where it comes from. */
type Head = Pick<Trace, 'id' | 'title' | 'rules' | 'origin'> & { readonly hash: string | undefined };

/** The trace with another head, as it is written down. @throws InputError for a trace that makes no sense */
export function withHead(trace: Trace, head: Head): Trace {
  const { format, generation, geometry, files, regions = {}, processes, steps } = trace;
  const { id, hash, title, rules, origin } = head;
  return validateTrace({
    format,
    id,
    hash,
    title: title.slice(0, MOST_TITLE),
    rules,
    origin,
    generation,
    ...(geometry === undefined ? {} : { geometry }),
    files,
    ...(Object.keys(regions).length === 0 ? {} : { regions }),
    processes,
    steps,
  });
}

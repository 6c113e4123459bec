/** What a call answers, row by row: the tables that the proposals and ordinary Linux amount to, each row with the story that reaches it. */
import type { CallName } from '../../schemas/contract.ts';

export interface AnswerRow {
  readonly call: CallName;
  /** Of ioctl: which one. */
  readonly request?: string;
  /** An error, or that the call succeeds. */
  readonly answer: `E${string}` | 'done';
  /** The condition, in a few words. */
  readonly when: string;
  /** Where it is said: a posting, or Linux. */
  readonly source: string;
  /** The shipped story in which the call answers so on the reference; or why none can. */
  readonly reached: { readonly story: string } | { readonly never: string };
}

/** A row that a story reaches. */
export function row(call: CallName, answer: AnswerRow['answer'], when: string, source: string, story: string): AnswerRow {
  return { call, answer, when, source, reached: { story } };
}

/** A row that cannot be reached on the reference. */
export function unreached(call: CallName, answer: AnswerRow['answer'], when: string, source: string, never: string): AnswerRow {
  return { call, answer, when, source, reached: { never } };
}

/** A row of one request of ioctl. */
export function ioctlRow(request: string, answer: AnswerRow['answer'], when: string, source: string, story: string): AnswerRow {
  return { ...row('ioctl', answer, when, source, story), request };
}

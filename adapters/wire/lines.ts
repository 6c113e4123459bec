/** From a message to its line: one object without blanks, its keys in the order that docs/protocol.md promises. */
import type { Call, Setup } from '../../schemas/contract.ts';
import type { Show } from '../../schemas/generated/types.ts';

/** The versions of the protocol that are spoken here. */
export const OLDEST_PROTOCOL = 1;
export const NEWEST_PROTOCOL = 1;

/** Where a body does not say otherwise: messages that it may have unanswered, and bytes in the longest line that it reads. */
export const DEFAULT_WINDOW = 64;
export const DEFAULT_LONGEST = 65_536;
/** The longest line that is read from a body, in bytes. */
export const LONGEST_ANSWER = 16 * 1024 * 1024;
/** After the last one comes 1 again. */
export const LAST_SEQ = 2 ** 31 - 1;

/** What a message says after its number. Numbered when it is sent, so that it can be made, measured and repeated before. */
export type Unnumbered = `"kind":"${Kind}"${string}}\n`;
/** `agent` is no part of the protocol: what the agent of this project is asked besides. */
export type Kind = 'hello' | 'reset' | 'step' | 'look' | 'trace' | 'stop' | 'agent';

/** Bytes that the number adds at most. */
export const NUMBERING = `{"seq":${LAST_SEQ},`.length;

/** The line of a message, with its newline. */
export function numbered(seq: number, message: Unnumbered): string {
  return `{"seq":${seq},${message}`;
}

export function hello(stepMilliseconds: number, traceMilliseconds: number): Unnumbered {
  const deadlines = `"stepMilliseconds":${stepMilliseconds},"traceMilliseconds":${traceMilliseconds}`;
  return `"kind":"hello","oldest":${OLDEST_PROTOCOL},"newest":${NEWEST_PROTOCOL},${deadlines}}\n`;
}

/** Files come last, since their names are the only keys that the author of a trace chooses. */
function setupText({ generation, geometry, processes, files }: Setup): string {
  const { pageSize, entriesPerTable, levels, cpus } = geometry;
  const named: Record<string, object> = {};
  // Undefined members are left out of the text.
  for (const [name, { size, content, on }] of Object.entries(files)) named[name] = { size, content, on };
  return JSON.stringify({ generation, geometry: { pageSize, entriesPerTable, levels, cpus }, processes, files: named });
}

export function reset(setup: Setup): Unnumbered {
  return `"kind":"reset","setup":${setupText(setup)}}\n`;
}

/** @param call as `normalCall` makes it, with absolute addresses */
export function step(call: Call): Unnumbered {
  return `"kind":"step","step":${JSON.stringify(call)}}\n`;
}

export function look(show: Show): Unnumbered {
  return `"kind":"look","show":${JSON.stringify(show)}}\n`;
}

/** @param calls as for `step` */
export function trace(show: Show, setup: Setup, calls: readonly Call[]): Unnumbered {
  return `"kind":"trace","show":${JSON.stringify(show)},"setup":${setupText(setup)},"steps":${JSON.stringify(calls)}}\n`;
}

export const STOP: Unnumbered = '"kind":"stop"}\n';

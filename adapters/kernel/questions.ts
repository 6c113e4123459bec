/** What the agent is asked beyond the protocol: where things are in the kernel, and which process is which. */
import type { Answer, Conversation } from '../wire/conversation.ts';
import { ask } from '../wire/body.ts';
import { Lost, quoted } from '../wire/failure.ts';
import type { Unnumbered } from '../wire/lines.ts';

const MILLISECONDS = 10_000;

function question(about: string, more: Readonly<Record<string, unknown>>): Unnumbered {
  const rest = JSON.stringify(more).slice(1, -1);
  return `"kind":"agent","about":"${about}"${rest === '' ? '' : `,${rest}`}}\n`;
}

function put<T>(
  conversation: Conversation,
  about: string,
  more: Readonly<Record<string, unknown>>,
  read: (answer: Answer) => T | undefined,
): Promise<T> {
  return ask(conversation, question(about, more), { what: about, milliseconds: MILLISECONDS }, (answer, line) => {
    const value = read(answer);
    if (value === undefined) throw new Lost(`the agent does not tell ${about}: ${quoted(line)}`);
    return value;
  });
}

function hexList(value: unknown): bigint[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const list = value.map((item) => (typeof item === 'string' && /^0x[0-9a-f]{1,16}$/u.test(item) ? BigInt(item) : undefined));
  return list.every((item) => item !== undefined) ? list : undefined;
}

/** Addresses of kernel symbols, 0 for those that the kernel does not have or not tell. */
export function symbols(conversation: Conversation, names: readonly string[]): Promise<bigint[]> {
  return put(conversation, 'symbols', { names }, (answer) => hexList(answer['symbols']));
}

/** Eight bytes of kernel memory. */
export function kernelWord(conversation: Conversation, address: bigint): Promise<bigint> {
  return put(conversation, 'memory', { addr: `0x${address.toString(16)}` }, (answer) => hexList([answer['memory']])?.[0]);
}

/** Number of the physical page behind an address of a process, as /proc/pid/pagemap has it; 0 where none is present, or none is told. */
export async function frame(conversation: Conversation, process: string, addr: string): Promise<number> {
  return Number(await put(conversation, 'frame', { process, addr }, (answer) => hexList([answer['frame']])?.[0]));
}

/** Process ids by the names of the trace. */
export function pids(conversation: Conversation): Promise<Map<string, number>> {
  return put(conversation, 'pids', {}, ({ pids: found }) => {
    if (typeof found !== 'object' || found === null) return undefined;
    const entries = Object.entries(found as Record<string, unknown>);
    return new Map(entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
  });
}

/** What a process has mapped, as ranges: start, end, start, end. */
export function maps(conversation: Conversation, process: string): Promise<bigint[]> {
  return put(conversation, 'maps', { process }, (answer) => hexList(answer['maps']));
}

/**
 * Has the agent answer `unsupported` to these calls, and to no others of those that have an option for their number.
 * @param claimed the kernel is held to having an interface: that it is missing is an answer, and not unsupported
 */
export async function withhold(conversation: Conversation, calls: readonly string[], claimed: boolean): Promise<void> {
  await put(conversation, 'withhold', { claimed: Number(claimed), calls }, (answer) => (answer['withheld'] === true ? true : undefined));
}

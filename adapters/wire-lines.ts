/** From a message to its line: one object without blanks, its keys in the order that docs/protocol.md promises. */
import type { Setup } from '../schemas/contract.ts';
import type {
  HelloRequest,
  LookRequest,
  ResetRequest,
  SetupMessage,
  StepRequest,
  StopRequest,
  TraceRequest,
} from '../schemas/generated/types.ts';

/** What the harness says. */
export type Request = HelloRequest | ResetRequest | StepRequest | LookRequest | TraceRequest | StopRequest;

/** The versions of the protocol that are spoken here. */
export const OLDEST_PROTOCOL = 1;
export const NEWEST_PROTOCOL = 1;

/** Where a body does not say otherwise: messages that it may have unanswered, and bytes in the longest line that it reads. */
export const DEFAULT_WINDOW = 64;
export const DEFAULT_LONGEST = 65_536;

/** A setup, its keys in order; files come last, since their names are the only keys that a trace can choose. */
export function setupMessage({ generation, geometry, processes, files }: Setup | SetupMessage): SetupMessage {
  const { pageSize, entriesPerTable, levels, cpus } = geometry;
  const named: SetupMessage['files'] = {};
  for (const [name, file] of Object.entries(files)) {
    if (file !== undefined) named[name] = file.content === undefined ? { size: file.size } : { size: file.size, content: file.content };
  }
  return { generation, geometry: { pageSize, entriesPerTable, levels, cpus }, processes: [...processes], files: named };
}

function ordered(request: Request): Request {
  const { seq } = request;
  switch (request.kind) {
    case 'hello': {
      const { oldest, newest, stepMilliseconds, traceMilliseconds } = request;
      return { seq, kind: 'hello', oldest, newest, stepMilliseconds, traceMilliseconds };
    }
    case 'reset':
      return { seq, kind: 'reset', setup: setupMessage(request.setup) };
    case 'step':
      return { seq, kind: 'step', step: request.step };
    case 'look':
      return { seq, kind: 'look', show: request.show };
    case 'trace':
      return { seq, kind: 'trace', show: request.show, setup: setupMessage(request.setup), steps: request.steps };
    case 'stop':
      return { seq, kind: 'stop' };
  }
}

/** The line of a message, with its newline. Steps must be such as `normalCall` makes. */
export function lineOf(request: Request): string {
  return `${JSON.stringify(ordered(request))}\n`;
}

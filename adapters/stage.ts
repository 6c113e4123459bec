/** Where a body stands, wherever it runs: what the rest of the program knows of an implementation under test. */
import type { Body } from '../schemas/contract.ts';
import type { BodyDescription, Trace, Transcript } from '../schemas/generated/types.ts';
import { perform } from '../replay/perform.ts';
import type { Overheard } from './wire/channel.ts';

/** Traces are performed one after another, each in a new world. */
export interface Stage {
  /** The name that it was connected by. */
  readonly name: string;
  readonly description: BodyDescription;
  /** How many traces are performed before the first of them is judged; 1 where left out, which slow bodies want. */
  readonly atOnce?: number;
  /** Performs a valid trace. Never rejects: a body that fails gives a transcript that says so. */
  perform(trace: Trace): Promise<Transcript>;
  /** Ends whatever was started for it. Afterwards nothing is performed. */
  stop(): Promise<void>;
}

/** What all ways to connect understand. */
export interface StageOptions {
  /** Whether bodies show their snapshots after every step; always where left out. */
  readonly look?: 'always' | 'never';
  /** For one answer that is a promise or a message; 1000 where left out. */
  readonly stepMilliseconds?: number;
  /** For a whole trace; 5000 where left out. */
  readonly traceMilliseconds?: number;
  /** For a module to load, or a program to start; 10000 where left out. */
  readonly startMilliseconds?: number;
  /** JavaScript heap of a module; 512 where left out. */
  readonly memoryMegabytes?: number;
  /** The folder that relative paths start from; the current one where left out. */
  readonly folder?: string;
  /** Told each line to and from a body that is a program. */
  readonly overhear?: (overheard: Overheard) => void;
}

/** Few enough that what they allocate is short-lived. */
const AT_ONCE = 32;

/** A body of ours in this thread: its answers are taken as they are, at full speed. */
export function createInProcessStage(name: string, body: Body, options: StageOptions = {}): Stage {
  const how = { look: options.look ?? 'always', trust: true } as const;
  return {
    name,
    description: body.description,
    atOnce: AT_ONCE,
    perform: (trace) => perform(trace, body, how),
    stop: async () => {
      await body.stop?.();
    },
  };
}

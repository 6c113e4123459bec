/**
 * The contract between the stage and whatever is judged. A body is set up for a trace, then answers one call at a time.
 * The messages are the JSON of the schemas, with every place resolved to an absolute hex address.
 */
import type { BodyDescription, FileSetup, Geometry, Outcome, ReturnCall, Snapshot, Step } from './generated/types.ts';

/**
 * A step that is performed at once: every step but a separate return. A body is told it without `expect`, `note` and
 * `begins`, and always with the CPU.
 */
export type Call = Exclude<Step, ReturnCall>;
export type CallName = Call['call'];
/** The call of one name. */
export type CallOf<N extends CallName> = Extract<Call, { call: N }>;

/** What a body is told before the first step of a trace. Every reset begins a new world. */
export interface Setup {
  readonly generation: string;
  readonly geometry: Geometry;
  readonly files: Readonly<Record<string, FileSetup>>;
  readonly processes: readonly string[];
}

/**
 * An implementation under test, one step at a time. Addresses in calls are absolute hex; descriptors stay symbolic.
 * Answers may be promises; a thrown error means that the body is broken.
 */
export interface Body {
  readonly description: BodyDescription;
  reset(setup: Setup): void | Promise<void>;
  step(call: Call): Outcome | Promise<Outcome>;
  /** What can be seen now, as far as `description.shows` says; asked after every step. Undefined where it cannot tell just now. */
  snapshot?(): Snapshot | undefined | Promise<Snapshot | undefined>;
  stop?(): void | Promise<void>;
}

export const PRESENT = 1;
export const WRITABLE = 2;
export const USER = 4;
export const ACCESSED = 32;
export const DIRTY = 64;
export const NO_EXECUTE = 256;

/** x86-64 with 4-level paging and two CPUs. */
export const DEFAULT_GEOMETRY: Geometry = { pageSize: 4096, entriesPerTable: 512, levels: 4, cpus: 2 };

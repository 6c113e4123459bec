/**
 * The contract between the stage and whatever is judged. A body is set up for a trace, then answers one call at a time.
 * The messages are the JSON of the schemas, with every place resolved to an absolute hex address.
 */
import type { BodyDescription, FileSetup, Geometry, Outcome, ResumeCall, ReturnCall, Snapshot, Step } from './generated/types.ts';

/**
 * A step that is a call: every step but those that name a call in flight. A body is told it without `expect`, `note`, `begins`
 * and `pause`, and always with the CPU.
 */
export type Call = Exclude<Step, ReturnCall | ResumeCall>;
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
  /**
   * Calls in flight, for a body whose description says that calls may overlap. A call begins under a name and goes on to the next
   * point of the label `pause`, or to its end where there is none; the answer is `pending`, with the point at which it stands.
   * Where it cannot go on, because another call in flight holds a lock, it stands there. `step` among calls in flight is one that
   * begins and returns at once.
   */
  begin?(name: string, call: Call, pause?: string): Outcome | Promise<Outcome>;
  /** Goes on to the next point of the label, or to the end; the answer is `pending`. */
  resume?(name: string, pause?: string): Outcome | Promise<Outcome>;
  /**
   * Brings the call to its end and gives its answer. Calls that stand in its way go on as far as they must. `pending` where it
   * can never end, since calls wait for each other.
   */
  finish?(name: string): Outcome | Promise<Outcome>;
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

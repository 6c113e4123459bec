import type { Call } from '../schemas/contract.ts';
import type { Outcome } from '../schemas/generated/types.ts';
import { callKind } from './calls/index.ts';
import { Flight, RETURN } from './flight.ts';
import type { FlightCall, Manual } from './flight.ts';
import { locksOf } from './locks.ts';
import type { Machine } from './machine.ts';

/** How the calls of the reference are made. */
export const MANUAL: Manual = { kindOf: callKind, locksOf };

/** More steps than this for one call mean that the model is faulty. */
const MANY = 10_000;

/**
 * The calls in flight on one machine, by the names that they began under. A call that needs a lock which another one holds is
 * not enabled: it can go on once the other has passed.
 */
export class Flights {
  readonly machine: Machine;
  private readonly manual: Manual;
  private readonly open: Map<string, Flight> = new Map();

  constructor(machine: Machine, manual: Manual = MANUAL) {
    this.machine = machine;
    this.manual = manual;
  }

  /** Names of the calls in flight, in the order in which they began. */
  get names(): readonly string[] {
    return [...this.open.keys()];
  }

  get size(): number {
    return this.open.size;
  }

  clear(): void {
    this.open.clear();
  }

  /** Begins a call; it stands at its first point, `decode`. */
  begin(name: string, call: FlightCall): void {
    if (this.open.has(name)) throw new Error(`a call is in flight as ${name} already`);
    this.open.set(name, new Flight(this.machine, this.manual, call));
  }

  /** The point at which the call stands; `return` when only the caller has not been told. */
  point(name: string): string {
    return this.at(name).point;
  }

  /** Can the call go on by itself? */
  enabled(name: string): boolean {
    const flight = this.at(name);
    return !flight.isOver && flight.waitsFor(this.open.values()).length === 0;
  }

  /** The calls that hold what this one needs. */
  waitsFor(name: string): readonly string[] {
    const others = this.at(name).waitsFor(this.open.values());
    return this.names.filter((other) => others.includes(this.at(other)));
  }

  /** Does what stands at the point, at once. Throws when the call is over or has to wait. */
  advance(name: string): void {
    if (!this.enabled(name)) throw new Error(`${name} cannot go on from ${this.point(name)}`);
    this.at(name).advance();
  }

  /** Goes on to the next point of this label, or as far as no other call is in the way; says where it stands. */
  advanceTo(name: string, label: string): string {
    let steps = 0;
    do {
      if (!this.enabled(name)) break;
      this.advance(name);
      if (++steps > MANY) throw new Error(`${name} never ends`);
    } while (this.point(name) !== label);
    return this.point(name);
  }

  /**
   * Brings the call to its end and takes it off the list. What stands in its way goes on as far as it must. Says undefined
   * where calls wait for each other for ever; then the call stays in flight.
   */
  finish(name: string): Outcome | undefined {
    while (this.advanceTo(name, RETURN) !== RETURN) {
      if (!this.makeWay(name, new Set([name]))) return undefined;
    }
    const { outcome } = this.at(name);
    this.open.delete(name);
    return outcome;
  }

  /** One step of a call that this one waits for, at first hand or not. */
  private makeWay(name: string, waiting: Set<string>): boolean {
    for (const other of this.waitsFor(name)) {
      if (waiting.has(other)) continue;
      waiting.add(other);
      if (this.enabled(other)) {
        this.advance(other);
        return true;
      }
      if (this.makeWay(other, waiting)) return true;
    }
    return false;
  }

  private at(name: string): Flight {
    const flight = this.open.get(name);
    if (flight === undefined) throw new Error(`no call is in flight as ${name}`);
    return flight;
  }
}

/** A call that takes time: made by a process that can be told from others. */
export function takesTime(call: Call): call is FlightCall {
  return call.call !== 'tables' && call.process !== undefined;
}

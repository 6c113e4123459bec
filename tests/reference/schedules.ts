/** Every schedule of a few calls in flight: which of them goes on next, at each point. */
import { Flights, MANUAL } from '../../reference/index.ts';
import type { FlightCall, Machine, Manual } from '../../reference/index.ts';

export interface Schedule {
  readonly flights: Flights;
  /** The calls that went on, in order. */
  readonly order: readonly string[];
}

export interface World {
  /** A machine in the state that the calls begin in, made anew each time. */
  readonly machine: () => Machine;
  readonly calls: Readonly<Record<string, FlightCall>>;
  readonly manual?: Manual;
}

function start({ machine, calls, manual = MANUAL }: World): Flights {
  const flights = new Flights(machine(), manual);
  for (const name in calls) flights.begin(name, calls[name] as FlightCall);
  return flights;
}

function replay(world: World, order: readonly string[]): Flights {
  const flights = start(world);
  for (const name of order) flights.advance(name);
  return flights;
}

/**
 * Visits the end of every schedule, and with `each` every state on the way. Returns how many schedules there are. A schedule in
 * which calls wait for each other for ever ends where they do.
 */
export function eachSchedule(
  world: World,
  end: (schedule: Schedule) => void,
  each: (schedule: Schedule) => void = () => undefined,
): number {
  let count = 0;
  const visit = (order: readonly string[]): void => {
    const flights = replay(world, order);
    each({ flights, order });
    const enabled = flights.names.filter((name) => flights.enabled(name));
    if (enabled.length === 0) {
      count++;
      end({ flights, order });
    }
    for (const name of enabled) visit([...order, name]);
  };
  visit([]);
  return count;
}

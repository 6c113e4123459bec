import { createReference } from '../reference/index.ts';
import { InputError } from '../schemas/input-error.ts';
import { agree } from './agreement.ts';
import { NO_COST, plus } from './cost.ts';
import type { Cost } from './cost.ts';
import { Play } from './play.ts';
import type { Seat } from './manner.ts';
import type { Way } from './way.ts';

/** So many share a range, and each touches so many pages of it. */
export interface Scenario {
  /** Sharers, the first included; at least 1. */
  readonly sharers: number;
  /** Pages that each stores to and loads; at least 1. The range is as many slots as they need. */
  readonly pages: number;
}

export const PHASES = ['create', 'join', 'touch', 'protect', 'use', 'leave'] as const;
export type Phase = (typeof PHASES)[number];

export interface ScenarioCost {
  readonly total: Cost;
  /** `tableBytes` and `leafBytes` of a phase are those at its end. */
  readonly phases: Readonly<Record<Phase, Cost>>;
}

/**
 * Performs a scenario on the reference and counts: one creates the range, the others join, all store to all pages, the range becomes
 * read-only for everybody, all try to store in vain and load all pages, all leave. That processes exist, and threads, costs nothing here;
 * where sharing is inherited, joining is a fork.
 * @throws InputError for a scenario without sharers or pages; Error where the body does not do what the scenario says
 */
export function costOf(scenario: Scenario, way: Way): ScenarioCost {
  check(scenario);
  const seats = seatsOf(scenario, way);
  const play = new Play(createReference(), {
    generation: way.generation,
    geometry: way.geometry,
    manner: way.manner(scenario.pages),
    processes: way.joining === 'join' ? seats.map(({ process }) => process) : ['P0'],
  });
  const perform = performers(play, seats, way, scenario.pages);
  const costs = PHASES.map((phase) => {
    perform[phase]();
    return [phase, play.take()] as const;
  });
  return {
    total: costs.reduce((sum, [, cost]) => plus(sum, cost), NO_COST),
    phases: Object.fromEntries(costs) as Record<Phase, Cost>,
  };
}

function check({ sharers, pages }: Scenario): void {
  for (const [name, value] of Object.entries({ sharers, pages }))
    if (!Number.isSafeInteger(value) || value < 1)
      throw new InputError('bad-scenario', `${name} must be a whole number from 1 on, and is ${value}`, {
        pointer: `/${name}`,
        hint: 'Two sharers and one page are the smallest scenario in which something is shared.',
      });
}

function seatsOf({ sharers }: Scenario, { joining, geometry }: Way): Seat[] {
  return Array.from({ length: sharers }, (_, i) => ({ process: joining === 'thread' ? 'P0' : `P${i}`, cpu: i % geometry.cpus }));
}

function performers(play: Play, seats: readonly Seat[], way: Way, pages: number): Record<Phase, () => void> {
  const [first, ...others] = seats as [Seat, ...Seat[]];
  const onPages = (act: (page: number) => void): void => {
    for (let page = 0; page < pages; page++) act(page);
  };
  const restrict = (seat: Seat): void => play.protect(seat, ['PROT_READ']);
  return {
    create: () => play.create(first),
    join: () => {
      for (const seat of others) join(play, first, seat, way);
    },
    touch: () => {
      for (const seat of seats) onPages((page) => play.store(seat, page));
    },
    protect: () => {
      if (way.protection === 'all') restrict(first);
      else agree(play, seats, restrict);
    },
    use: () => {
      for (const seat of seats) {
        play.storeInVain(seat, 0);
        onPages((page) => play.load(seat, page));
      }
    },
    leave: () => {
      for (const seat of way.joining === 'thread' ? [first] : seats) play.leave(seat);
    },
  };
}

function join(play: Play, first: Seat, seat: Seat, { joining }: Way): void {
  if (joining === 'join') play.join(seat);
  else if (joining === 'fork') play.fork(first.process, seat.process);
}

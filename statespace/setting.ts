/** What a small world is set in, generation by generation: the machine, the files, and what processes hold. */
import { toHex } from '../schemas/address.ts';
import type { Call, Setup } from '../schemas/contract.ts';
import type { FileSetup, Geometry, Trace } from '../schemas/generated/types.ts';
import { SHIFT, SLOT_PAGES } from './small-world.ts';
import type { About, SmallWorld } from './small-world.ts';

export const GENERATION = 'map-shared-pt';

/** What a process may open before the first call: a handle is named after what it is. */
export interface Handle {
  readonly name: string;
  readonly file: string;
  readonly flags: ['O_RDWR'] | ['O_RDONLY'];
}

export const HANDLES: readonly Handle[] = [
  { name: 'db', file: 'db', flags: ['O_RDWR'] },
  { name: 'log', file: 'log', flags: ['O_RDWR'] },
  { name: 'db-read', file: 'db', flags: ['O_RDONLY'] },
];

/** The one region that has a name, where regions have names, and the descriptor that a process has of it. */
export const REGION = 'region';

/** Pages of the unit of sharing of such a region. It begins where the first slot does, and a second place is behind it. */
export const UNIT_PAGES = 16;

interface Setting {
  readonly geometry: Omit<Geometry, 'cpus'>;
  readonly pageShift: number;
  /** Are there names in msharefs? Then it is mounted first. */
  readonly msharefs: boolean;
}

const SLOTS: Setting = { geometry: { pageSize: 4096, entriesPerTable: SLOT_PAGES, levels: 3 }, pageShift: SHIFT, msharefs: false };
/** The shared entry is one of the top table, and the table below it a leaf table. */
const UNITS: Setting = { geometry: { pageSize: 4096, entriesPerTable: UNIT_PAGES, levels: 2 }, pageShift: SHIFT, msharefs: true };

const SETTINGS: Readonly<Record<string, Setting>> = {
  'hugetlb-pmd': { ...SLOTS, geometry: { ...SLOTS.geometry, pageSize: 2_097_152 }, pageShift: 21 },
  'msharefs-ioctl': UNITS,
  'mshare-protect': { ...UNITS, msharefs: false },
  msharefs: UNITS,
  'mshare-call': UNITS,
};

export function generationOf({ generation = GENERATION }: SmallWorld): string {
  return generation;
}

function settingOf(world: SmallWorld): Setting {
  return SETTINGS[generationOf(world)] ?? SLOTS;
}

export function geometryOf(world: SmallWorld): Geometry {
  return { ...settingOf(world).geometry, cpus: world.bounds.cpus };
}

/** Two slots more than regions need, so that there is room for another offset. */
export function filesOf(world: SmallWorld): Record<string, FileSetup> {
  const { pageShift, msharefs } = settingOf(world);
  const size = toHex((world.bounds.slots + 1) * SLOT_PAGES, 0, pageShift);
  const files: Record<string, FileSetup> = { db: { size, content: 'page-numbers' }, log: { size } };
  return msharefs ? { ...files, [REGION]: { size: '0x0', on: 'msharefs' } } : files;
}

/** Everything that a descriptor may be called. */
export function descriptorNames(): string[] {
  return [...HANDLES.map(({ name }) => name), REGION];
}

export function setupOf(world: SmallWorld): Setup {
  return { generation: generationOf(world), geometry: geometryOf(world), files: filesOf(world), processes: [] };
}

/** What is done before the first call: msharefs is mounted, and every process opens what some call of the alphabet names. */
export function openings(world: SmallWorld, named: ReadonlySet<string>, processes: readonly string[]): Call[] {
  const mount: Call[] = settingOf(world).msharefs ? processes.slice(0, 1).map((process) => ({ call: 'mount', process, cpu: 0 })) : [];
  const opens = processes.flatMap((process) =>
    HANDLES.filter(({ name }) => named.has(name)).map(({ name, file, flags }): Call => ({
      call: 'open',
      process,
      cpu: 0,
      file,
      flags,
      as: name,
    })),
  );
  return [...mount, ...opens];
}

/** A trace of the world. `processes` live before the first step. */
export function traceOf(world: SmallWorld, about: About, processes: readonly string[], steps: Trace['steps']): Trace {
  return {
    format: 1,
    ...about,
    generation: generationOf(world),
    geometry: geometryOf(world),
    files: filesOf(world),
    processes: [...processes],
    steps,
  };
}

/** How many bits larger a page is than those that partitions speak of. */
export function scaleOf(world: SmallWorld): number {
  return settingOf(world).pageShift - SHIFT;
}

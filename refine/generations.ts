/**
 * What is held against each other, generation by generation: its model, how its actions are called, and what both pictures show.
 * A generation that joins needs a line here, and a story.
 */
import type { Structure } from '../explore/quint/values.ts';
import type { Snapshot } from '../schemas/generated/types.ts';
import { InputError } from '../schemas/input-error.ts';
import { abstraction } from './abstraction.ts';
import type { Names } from './abstraction.ts';
import { Places, SMALL_PAGES } from './geometry.ts';
import type { Sizes, Wanted } from './geometry.ts';
import { hostlessAbstraction, hostlessPicture } from './hostless.ts';
import { pictureOfModel } from './picture.ts';
import type { IdleTables, ModelPicture, Picture } from './picture.ts';
import { inheritedAbstraction, inheritedPicture } from './inherited.ts';
import { ForkDomainStory } from './stories/fork-domain.ts';
import { HugetlbPmdStory } from './stories/hugetlb-pmd.ts';
import { MapSharedPtStory } from './stories/map-shared-pt.ts';
import { MshareCallStory } from './stories/mshare-call.ts';
import { MshareProtectStory } from './stories/mshare-protect.ts';
import { MsharefsIoctlStory } from './stories/msharefs-ioctl.ts';
import { MsharefsStory } from './stories/msharefs.ts';
import type { Story } from './story.ts';

/** A generation whose model can be held against bodies and rules. */
export interface Refined {
  readonly id: string;
  /** The module of the formal model. */
  readonly module: string;
  readonly wants: Wanted;
  /** Sizes that it has beside processes, CPUs, slots and pages; of any other there is one. */
  readonly sizes: readonly ('files' | 'addresses' | 'objects')[];
  /** Is the entry that a fault fills named by the page of the process, or by that of the region behind the window? */
  readonly fills: 'guest' | 'region';
  readonly Story: new (places: Places) => Story;
  /** Of a state, by its variables. */
  readonly pictureOf: (variable: (name: string) => Structure, places: Places) => ModelPicture;
  readonly abstraction: (snapshot: Snapshot, places: Places, names: Names) => Picture;
}

/** Both pictures, where tables have hosts. */
function hosts(idle: IdleTables): Pick<Refined, 'pictureOf' | 'abstraction'> {
  return {
    pictureOf: (variable) => pictureOfModel(variable('now'), idle),
    abstraction: (snapshot, places, names) => abstraction(snapshot, places, names, idle),
  };
}

const REGIONS = { ...hosts('hidden'), wants: { pageSize: 4096, top: true }, fills: 'region' } as const;

export const refinedGenerations: readonly Refined[] = [
  {
    ...hosts('shown'),
    id: 'map-shared-pt',
    module: 'map_shared_pt',
    wants: SMALL_PAGES,
    sizes: ['files'],
    fills: 'guest',
    Story: MapSharedPtStory,
  },
  {
    id: 'hugetlb-pmd',
    module: 'hugetlb_pmd',
    wants: { pageSize: 2_097_152, top: false },
    sizes: ['addresses'],
    fills: 'guest',
    Story: HugetlbPmdStory,
    pictureOf: (variable) => hostlessPicture(variable('now')),
    abstraction: hostlessAbstraction,
  },
  {
    id: 'fork-domain',
    module: 'fork_domain',
    wants: { ...SMALL_PAGES, fileOfEach: true },
    sizes: ['addresses'],
    fills: 'region',
    Story: ForkDomainStory,
    pictureOf: (variable, places) => inheritedPicture(variable('now'), variable('domains'), places),
    abstraction: inheritedAbstraction,
  },
  { ...REGIONS, id: 'msharefs-ioctl', module: 'msharefs_ioctl', sizes: ['addresses', 'objects'], Story: MsharefsIoctlStory },
  { ...REGIONS, id: 'mshare-protect', module: 'mshare_protect', sizes: ['addresses', 'objects'], Story: MshareProtectStory },
  { ...REGIONS, id: 'mshare-call', module: 'mshare_call', sizes: ['files', 'addresses'], Story: MshareCallStory },
  { ...REGIONS, id: 'msharefs', module: 'msharefs', sizes: ['files', 'addresses'], Story: MsharefsStory },
];

/** @throws InputError for a generation whose model is not held against anything */
export function refinedGeneration(id: string): Refined {
  const found = refinedGenerations.find((one) => one.id === id);
  if (found !== undefined) return found;
  const names = refinedGenerations.map((one) => one.id);
  throw new InputError('not-refined', `the model of ${id} is not held against bodies and rules`, {
    hint: `those that are: ${names.join(', ')}`,
  });
}

/** @throws InputError for a size of which the model has only one */
export function placesOf({ id, sizes: has, wants }: Refined, sizes: Sizes): Places {
  for (const name of ['files', 'addresses', 'objects'] as const) {
    if ((sizes[name] ?? 1) === 1 || has.includes(name)) continue;
    throw new InputError('one-of-these', `the model of ${id} has no number of ${name}`, { hint: `it takes ${has.join(', ')}` });
  }
  return new Places(sizes, wants);
}

/** The small worlds that have names, of map-shared-pt first. Each is small enough to be explored to its end, and each is about something. */
import { InputError } from '../schemas/input-error.ts';
import { nameHint } from '../schemas/near.ts';
import { GENERATION, generationOf } from './setting.ts';
import type { SmallWorld } from './small-world.ts';

const TWO = { processes: 2, cpus: 1, slots: 1, pages: 1, values: 1 } as const;

export const DEFAULT_WORLD = 'protection';
/** Where calls overlap and nobody says in which world. */
export const OVERLAPPING_WORLD = 'overlapping';
/** The worlds whose transitions are covered when nobody says which. */
export const COVERED_WORLDS = ['tiny', 'teardown'] as const;

export const WORLDS: readonly SmallWorld[] = [
  {
    name: 'tiny',
    title: 'One page, loaded by two processes that attach and detach: small enough to be read as a whole.',
    bounds: TWO,
    alphabet: ['mmap eligible', 'munmap slot', 'load page', 'mprotect page read-only'],
  },
  {
    name: 'protection',
    title: 'Two CPUs and two processes share a page, change its protection, attach and detach.',
    bounds: { ...TWO, cpus: 2 },
    alphabet: ['mmap eligible', 'munmap slot', 'load page', 'store page', 'mprotect page none', 'mprotect page read-write', 'exit'],
    large: true,
  },
  {
    name: 'overlapping',
    title: 'Two processes attach and load a page, for pairs of calls that overlap.',
    bounds: TWO,
    alphabet: ['mmap eligible', 'load page'],
    // Its calls are among those of tiny.
    large: true,
  },
  {
    name: 'every-cpu',
    title: 'A change of protection, and what two CPUs have cached before it.',
    bounds: { ...TWO, cpus: 2 },
    alphabet: ['mmap eligible', 'load page', 'mprotect page none'],
  },
  {
    name: 'giving',
    title: 'Access is taken away from a page, and given back.',
    bounds: TWO,
    alphabet: ['mmap eligible', 'load page', 'mprotect page none', 'mprotect page read-write'],
  },
  {
    name: 'pages',
    title: 'Of two pages of a slot one is changed, and the other one is not.',
    bounds: { ...TWO, processes: 1, pages: 2 },
    alphabet: ['mmap eligible', 'load page', 'mprotect page none', 'mprotect page read-only'],
  },
  {
    name: 'teardown',
    title: 'Processes attach and detach in every way and order.',
    bounds: TWO,
    alphabet: ['mmap eligible', 'munmap slot', 'munmap first page', 'load page', 'fork', 'exec', 'exit', 'close'],
  },
  {
    name: 'slots',
    title: 'Two slots, of which each may hold a region.',
    bounds: { ...TWO, processes: 1, slots: 2 },
    alphabet: ['mmap eligible', 'munmap more than a slot', 'load page'],
  },
  {
    name: 'joining',
    title: 'Mappings of one key that ask for different protections.',
    bounds: TWO,
    alphabet: ['mmap eligible', 'mmap eligible read-only', 'load page', 'mprotect page none'],
  },
  {
    name: 'other-file',
    title: 'Two files at one address.',
    bounds: TWO,
    alphabet: ['mmap eligible', 'mmap other file', 'store page', 'load page'],
  },
  {
    name: 'other-offset',
    title: 'Two places of one file at one address.',
    bounds: TWO,
    alphabet: ['mmap eligible', 'mmap other offset', 'load page'],
  },
  {
    name: 'other-length',
    title: 'Two lengths at one address.',
    bounds: TWO,
    alphabet: ['mmap eligible', 'mmap other length', 'load page'],
  },
  {
    name: 'other-address',
    title: 'One place of a file at two addresses.',
    bounds: { ...TWO, processes: 1, slots: 2 },
    alphabet: ['mmap eligible', 'mmap same place elsewhere', 'load page'],
  },
  {
    name: 'alignment',
    title: 'Mappings that begin or end beside the border of a slot.',
    bounds: { ...TWO, pages: 2 },
    alphabet: ['mmap eligible', 'mmap unaligned start', 'mmap unaligned length', 'load page'],
  },
  {
    name: 'types',
    title: 'Private and anonymous mappings that ask for sharing.',
    bounds: TWO,
    alphabet: ['mmap eligible', 'mmap private with the flag', 'mmap anonymous with the flag', 'load page'],
  },
  {
    name: 'data',
    title: 'A region and private mappings show the bytes of one page.',
    bounds: TWO,
    alphabet: ['mmap eligible', 'mmap private', 'load page', 'store page', 'madvise page dontneed'],
  },
  {
    name: 'coherence',
    title: 'A region and ordinary mappings show the bytes of one page, until a hole is made.',
    bounds: TWO,
    alphabet: ['mmap eligible', 'mmap without the flag', 'load page', 'store page', 'madvise page remove'],
  },
  {
    name: 'presence',
    title: 'What one sharer brings in is there for the other one.',
    bounds: TWO,
    alphabet: ['mmap eligible', 'load page', 'present page', 'madvise page dontneed', 'table-bytes of all'],
  },
  {
    name: 'files',
    title: 'The file behind a region shrinks and grows.',
    bounds: TWO,
    alphabet: ['mmap eligible', 'load page', 'ftruncate to nothing', 'ftruncate to half a page', 'ftruncate to all'],
  },
  {
    name: 'mapping-errors',
    title: 'Mappings that are refused, and those that meet something.',
    bounds: { ...TWO, processes: 1 },
    alphabet: [
      'mmap eligible',
      'mmap eligible by a read-only descriptor',
      'mmap unaligned start',
      'mmap without replacing',
      'mmap validate with the flag',
      'mmap without a type',
      'mmap of no length',
      'mmap at half a page',
      'mmap from half a page of the file',
      'mmap writable by a read-only descriptor',
      'mmap beyond user space',
      'close',
      'load nothing there',
    ],
  },
  {
    name: 'range-errors',
    title: 'Ranges that are refused: of no length, at half a page, and where nothing is mapped.',
    bounds: { ...TWO, processes: 1 },
    alphabet: [
      'mmap eligible',
      'munmap slot',
      'munmap nothing there',
      'munmap of no length',
      'munmap at half a page',
      'mprotect more than a slot',
      'mprotect of no length',
      'mprotect at half a page',
      'ftruncate by a read-only descriptor',
      'ftruncate beyond the largest file',
      'close',
      'load nothing there',
    ],
  },
  {
    name: 'advice-errors',
    title: 'Advice that is refused, on mappings of every kind.',
    bounds: { ...TWO, processes: 1 },
    alphabet: [
      'mmap eligible',
      'mmap private',
      'mmap eligible by a read-only descriptor',
      'madvise slot remove',
      'madvise more than a slot remove',
      'madvise at half a page dontneed',
      'mprotect slot read-write',
    ],
  },
  {
    name: 'moves',
    title: 'mremap of regions and of private mappings.',
    bounds: { ...TWO, processes: 1 },
    alphabet: ['mmap eligible', 'mmap private', 'mremap', 'load page'],
  },
];

/** Worlds of other generations than map-shared-pt; the first of each is what is explored when nobody says which. */
const OF_GENERATIONS: readonly SmallWorld[] = [
  {
    name: 'huge-pages',
    title: 'Two processes map a file of huge pages, and share its table until one changes something.',
    generation: 'hugetlb-pmd',
    bounds: TWO,
    alphabet: ['mmap without the flag', 'munmap slot', 'load page', 'mprotect page read-only', 'mprotect slot read-write', 'fork'],
  },
  {
    name: 'domains',
    title: 'A domain is passed on by fork, left by changes, and its ranges are given up.',
    generation: 'fork-domain',
    bounds: TWO,
    alphabet: ['mmap eligible', 'munmap slot', 'load page', 'mprotect page read-only', 'fork'],
  },
  {
    name: 'begun',
    title: 'A file is begun by the first mmap, joined and left, and a change of protection holds for all.',
    generation: 'msharefs',
    bounds: TWO,
    alphabet: ['open new region', 'mmap window', 'munmap window', 'load page', 'mprotect page read-only'],
  },
  {
    name: 'kept',
    title: 'A region is kept by its name, by descriptors and by windows.',
    generation: 'msharefs',
    bounds: TWO,
    alphabet: ['open new region', 'close region', 'mmap window', 'munmap window', 'load page'],
  },
  {
    name: 'filled',
    title: 'A file is sized, filled by ioctl, attached and detached, and its owner ends.',
    generation: 'msharefs-ioctl',
    bounds: TWO,
    alphabet: [
      'open new region',
      'open region',
      'ftruncate region',
      'ioctl create mapping',
      'ioctl unmap',
      'mmap window',
      'munmap window',
      'load page',
      'exit',
    ],
  },
  {
    name: 'announced',
    title: 'A region behind a descriptor that children inherit is filled, attached, and protected by one call for all.',
    generation: 'mshare-protect',
    bounds: TWO,
    alphabet: [
      'mshare_create region',
      'ftruncate region',
      'mshare_map page',
      'mshare_protect page read-only',
      'mshare_attach window',
      'load page',
      'fork',
    ],
  },
  {
    name: 'given',
    title: 'Memory is given to a name, attached by the name, and the name is given back, whoever has ended.',
    generation: 'mshare-call',
    bounds: TWO,
    alphabet: ['mmap anonymous shared', 'mshare new', 'mshare known', 'mshare_unlink region', 'load page', 'exit'],
  },
];

export const ALL_WORLDS: readonly SmallWorld[] = [...WORLDS, ...OF_GENERATIONS];

/** The world that is explored when only the generation is said. @throws InputError not-explored */
export function worldOfGeneration(generation: string): SmallWorld {
  const found = generation === GENERATION ? worldNamed(DEFAULT_WORLD) : OF_GENERATIONS.find((world) => world.generation === generation);
  if (found !== undefined) return found;
  const known = [GENERATION, ...new Set(OF_GENERATIONS.map(generationOf))];
  throw new InputError('not-explored', `there is no small world of generation ${generation}`, { hint: nameHint(generation, known) });
}

/** @throws InputError unknown-world */
export function worldNamed(name: string): SmallWorld {
  const found = ALL_WORLDS.find((world) => world.name === name);
  if (found !== undefined) return found;
  const hint = nameHint(
    name,
    ALL_WORLDS.map((world) => world.name),
  );
  throw new InputError('unknown-world', `there is no small world ${name}`, { hint });
}

/** The worlds that `generate` explores in turn. */
export const GOAL_WORLDS: readonly SmallWorld[] = WORLDS.filter((world) => world.large !== true);

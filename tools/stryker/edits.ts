/** What may be changed in the steps of a story. A step that makes no sense afterwards is left out by whoever asks. */
import { pageShift } from '../../schemas/address.ts';
import { DEFAULT_GEOMETRY } from '../../schemas/contract.ts';
import type { Step, Trace } from '../../schemas/generated/types.ts';
import type { Choice } from '../../suites/choice.ts';

export interface Draft {
  readonly steps: readonly Step[];
  readonly story: Trace;
  /** Stories to borrow calls from. */
  readonly others: readonly Trace[];
  /** Where calls may pause. */
  readonly points: readonly string[];
  readonly c: Choice;
}

export type Edit = (draft: Draft) => readonly Step[];

type Properties = Readonly<Record<string, unknown>>;

const NUMBERS = ['addr', 'newAddr', 'length', 'oldLength', 'newLength', 'offset', 'objectOffset', 'regionOffset', 'size'];
/** Values that a property may have beside those in the story. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  prot: [['PROT_READ', 'PROT_WRITE'], ['PROT_READ'], [], ['PROT_WRITE'], ['PROT_READ', 'PROT_EXEC']],
  advice: ['MADV_DONTNEED', 'MADV_REMOVE'],
  mode: [0, 1, 2, 3, 4],
  value: [1, 255],
};
const TOGGLED: Readonly<Record<string, readonly string[]>> = {
  mmap: ['MAP_FIXED', 'MAP_SHARED', 'MAP_PRIVATE', 'MAP_ANONYMOUS', 'MAP_SHARED_PT', 'MAP_FIXED_NOREPLACE', 'MAP_HUGETLB'],
  open: ['O_CREAT', 'O_EXCL', 'O_TRUNC', 'O_RDONLY', 'O_WRONLY'],
  mremap: ['MREMAP_MAYMOVE', 'MREMAP_FIXED'],
  mshare: ['O_CREAT', 'O_EXCL', 'O_RDONLY', 'O_RDWR'],
  mshare_map: ['MAP_FIXED', 'MAP_SHARED', 'MAP_PRIVATE', 'MAP_ANONYMOUS'],
  mshare_attach: ['MAP_FIXED'],
  ioctl: ['MAP_FIXED', 'MAP_SHARED', 'MAP_PRIVATE', 'MAP_ANONYMOUS'],
};
const ALLOCATIONS = 8;

const propertiesOf = (step: Step): Properties => step as unknown as Properties;
const withProperties = (step: Step, more: Properties): Step => ({ ...step, ...more });
const inserted = (steps: readonly Step[], at: number, ...more: readonly Step[]): Step[] => [
  ...steps.slice(0, at),
  ...more,
  ...steps.slice(at),
];

/** A step once more, at once or later. */
const repeat: Edit = ({ steps, c }) => {
  const i = c.below(steps.length);
  return inserted(steps, i + 1 + c.below(steps.length - i), steps[i]!);
};

const drop: Edit = ({ steps, c }) => steps.toSpliced(c.below(steps.length), 1);

const swap: Edit = ({ steps, c }) => {
  const [i, j] = [c.below(steps.length), c.below(steps.length)];
  return steps.with(i, steps[j]!).with(j, steps[i]!);
};

/** The same step by another process, which opens what it lacks. */
const another: Edit = ({ steps, story, c }) => {
  const i = c.below(steps.length);
  const process = c.of(processesOf(steps, story));
  if (!Object.hasOwn(steps[i]!, 'process')) return steps;
  const step = withProperties(steps[i]!, { process });
  const { fd } = propertiesOf(step);
  const opener = steps.find((one) => (one.call === 'open' || one.call === 'mshare_create') && one.as === fd);
  const more = opener === undefined ? [step] : [withProperties(opener, { process }), step];
  return c.below(2) === 0 ? steps.toSpliced(i, 1, ...more) : inserted(steps, i + 1, ...more);
};

const onOtherCpu: Edit = ({ steps, story, c }) => {
  const i = c.below(steps.length);
  return steps.with(i, withProperties(steps[i]!, { cpu: c.below(story.geometry?.cpus ?? DEFAULT_GEOMETRY.cpus) }));
};

/** Another number: that of another step, or one near it. */
const otherNumber: Edit = ({ steps, story, c }) => {
  const at = steps.flatMap((step, i) => NUMBERS.filter((name) => Object.hasOwn(step, name)).map((name) => [i, name] as const));
  if (at.length === 0) return steps;
  const [i, name] = c.of(at);
  const now = String(propertiesOf(steps[i]!)[name]);
  const isPlace = name === 'addr' || name === 'newAddr';
  const seen = steps.flatMap((step) =>
    NUMBERS.filter((n) => (n === 'addr' || n === 'newAddr') === isPlace).map((n) => propertiesOf(step)[n]),
  );
  const known = seen.filter((value) => value !== undefined);
  const value = c.below(2) === 0 && known.length > 0 ? c.of(known) : near(now, story, c);
  return value === undefined ? steps : steps.with(i, withProperties(steps[i]!, { [name]: value }));
};

/** A little more or less, a page, a table; nothing, or all. */
function near(place: string, { geometry = DEFAULT_GEOMETRY }: Trace, c: Choice): string | undefined {
  const [, base = '', digits = '0'] = /^([A-Za-z][^+]*)?\+?(?:0x([0-9a-f]+))?$/u.exec(place) ?? [];
  const page = 1n << BigInt(pageShift(geometry.pageSize));
  const slot = page * BigInt(geometry.entriesPerTable);
  const now = BigInt(`0x${digits}`);
  const value = c.of([
    now + page,
    now - page,
    now + slot,
    now - slot,
    now + 1n,
    now - 1n,
    2n * now,
    now / 2n,
    0n,
    3n * slot,
    2n ** 64n - page,
  ]);
  if (value < 0n || value >= 1n << 64n) return undefined;
  const hex = `0x${value.toString(16)}`;
  return base === '' ? hex : value === 0n ? base : `${base}+${hex}`;
}

const otherValue: Edit = ({ steps, c }) => {
  const at = steps.flatMap((step, i) =>
    Object.keys(VALUES)
      .filter((name) => Object.hasOwn(step, name))
      .map((name) => [i, name] as const),
  );
  if (at.length === 0) return steps;
  const [i, name] = c.of(at);
  return steps.with(i, withProperties(steps[i]!, { [name]: c.of(VALUES[name]!) }));
};

const toggleFlag: Edit = ({ steps, c }) => {
  const at = steps.flatMap((step, i) => ('flags' in step && Object.hasOwn(TOGGLED, step.call) ? [i] : []));
  if (at.length === 0) return steps;
  const i = c.of(at);
  const step = steps[i]!;
  const flag = c.of(TOGGLED[step.call]!);
  const flags = (propertiesOf(step)['flags'] as readonly string[]).filter((other) => !excludes(other, flag));
  return steps.with(i, withProperties(step, { flags: flags.includes(flag) ? flags.filter((other) => other !== flag) : [...flags, flag] }));
};

/** A mapping has one type, and a file is opened in one way. */
const ONE_OF = [
  ['MAP_SHARED', 'MAP_PRIVATE', 'MAP_SHARED_VALIDATE'],
  ['O_RDONLY', 'O_WRONLY', 'O_RDWR'],
];

function excludes(one: string, flag: string): boolean {
  return one !== flag && ONE_OF.some((group) => group.includes(one) && group.includes(flag));
}

const failAllocation: Edit = ({ steps, c }) => {
  const i = c.below(steps.length);
  return steps.with(i, withProperties(steps[i]!, { fail: { allocation: 1 + c.below(ALLOCATIONS) } }));
};

/** A call pauses, while those that follow are made, and returns after some of them. */
const overlap: Edit = ({ steps, points, c }) => {
  const i = c.below(steps.length);
  const name = `f${c.below(100)}`;
  const begun = withProperties(steps[i]!, { begins: name, pause: c.of(points) });
  const end = Math.min(steps.length, i + 2 + c.below(3));
  return inserted(steps.with(i, begun), end, { call: 'return', of: name });
};

/** A call of another story, with processes, descriptors, files and places of this one. */
const borrow: Edit = ({ steps, story, others, c }) => {
  const step = c.of(c.of(others).steps);
  const names = (of: string): unknown[] => steps.map((one) => propertiesOf(one)[of]).filter((value) => value !== undefined);
  const known: Readonly<Record<string, readonly unknown[]>> = {
    process: processesOf(steps, story),
    to: processesOf(steps, story),
    fd: names('as'),
    object: names('as'),
    file: Object.keys(story.files),
    addr: names('addr'),
    newAddr: names('addr'),
    as: [`n${c.below(3)}`],
    child: [`c${c.below(3)}`],
  };
  const changed = Object.entries(known).flatMap(([name, values]) =>
    Object.hasOwn(step, name) && values.length > 0 ? [[name, c.of(values)]] : [],
  );
  return inserted(steps, c.below(steps.length + 1), withProperties(step, Object.fromEntries(changed) as Properties));
};

function processesOf(steps: readonly Step[], story: Trace): string[] {
  return [...story.processes, ...steps.flatMap((step) => (step.call === 'fork' ? [step.child] : []))];
}

/** As often as they stand here. */
export const EDITS: readonly Edit[] = [
  repeat,
  drop,
  swap,
  another,
  another,
  onOtherCpu,
  otherNumber,
  otherNumber,
  otherNumber,
  otherValue,
  toggleFlag,
  failAllocation,
  overlap,
  overlap,
  borrow,
  borrow,
  borrow,
];

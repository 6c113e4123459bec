/** The regions as a model for SPIN, in the form that it explores fastest: one deterministic step for each instance of a call. */
import type { Bounds } from '../../explore/models/regions/bounds.ts';

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** The options of one region. */
function* regionSteps({ processes, pages }: Bounds, r: number, staleProt: boolean): Generator<string> {
  const page = (g: number): number => r * pages + g;
  const wipe = (forgets: boolean): string =>
    upTo(pages)
      .map((g) => `${forgets ? '' : `prot[${page(g)}] = 0; `}${staleProt ? `granted[${page(g)}] = 0; ` : ''}entry[${page(g)}] = 0`)
      .join('; ');
  yield `!linked[${r}] && attached[${r}] == 0 -> linked[${r}] = 1`;
  yield `linked[${r}] -> linked[${r}] = 0; if :: attached[${r}] == 0 -> ${wipe(false)} :: else fi`;
  for (const p of upTo(processes)) {
    const own = 1 << p;
    yield `linked[${r}] -> attached[${r}] = attached[${r}] | ${own}`;
    const last = `attached[${r}] == 0 && !linked[${r}]`;
    yield `(attached[${r}] & ${own}) -> attached[${r}] = attached[${r}] & ${255 - own}; if :: ${last} -> ${wipe(staleProt)} :: else fi`;
  }
  for (const g of upTo(pages)) yield* pageSteps(r, page(g), staleProt);
}

function* pageSteps(r: number, page: number, staleProt: boolean): Generator<string> {
  const attached = `attached[${r}] != 0`;
  const granted = (value: number): string => (staleProt ? `; granted[${page}] = ${value}` : '');
  for (const value of [0, 1, 2]) yield `${attached} -> prot[${page}] = ${value}${granted(value)}`;
  const clean = `entry[${page}] == 0 -> entry[${page}] = 1`;
  if (staleProt) {
    yield `${attached} -> assert((prot[${page}] >= 1) == (granted[${page}] >= 1)); if :: prot[${page}] >= 1 && ${clean} :: else fi`;
    yield `${attached} -> assert((prot[${page}] == 2) == (granted[${page}] == 2)); if :: prot[${page}] == 2 -> entry[${page}] = 2 :: else fi`;
  } else {
    yield `${attached} && prot[${page}] >= 1 -> if :: ${clean} :: else fi`;
    yield `${attached} && prot[${page}] == 2 -> entry[${page}] = 2`;
  }
  yield `(linked[${r}] || ${attached}) -> entry[${page}] = 0`;
}

/**
 * The invariant is looked at once in each state, by an option that is enabled only where it is broken.
 * @param staleProt whether loads and stores are held against what was granted, and the last detach forgets the protections
 */
export function regionsPromela(bounds: Bounds, staleProt = false): string {
  const { regions, pages } = bounds;
  const all = regions * pages;
  const wiped = upTo(regions).map(
    (r) =>
      `(linked[${r}] || attached[${r}] != 0 || ${upTo(pages)
        .map((g) => `entry[${r * pages + g}] == 0`)
        .join(' && ')})`,
  );
  const steps = upTo(regions).flatMap((r) => Array.from(regionSteps(bounds, r, staleProt)));
  return [
    `byte linked[${regions}]; byte attached[${regions}]; byte prot[${all}]; byte entry[${all}];`,
    staleProt ? `byte granted[${all}];` : '',
    'active proctype world() {',
    'end: do',
    ...steps.map((step) => `  :: d_step { ${step} }`),
    `  :: d_step { !(${wiped.join(' && ')}) -> assert(false) }`,
    '  od',
    '}',
    '',
  ].join('\n');
}

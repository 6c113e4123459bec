/** The sharing model for SPIN, in the form that it explores fastest: one deterministic step for each instance of a call. */
import type { Bounds } from '../../explore/models/sharing/bounds.ts';

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** The names of the variables, and the pieces that several calls have. */
class Names {
  readonly bounds: Bounds;

  constructor(bounds: Bounds) {
    this.bounds = bounds;
  }

  alive(p: number): string {
    return `alive[${p}]`;
  }

  attached(p: number, f: number): string {
    return `attached[${p * this.bounds.files + f}]`;
  }

  link(p: number, f: number, b: number): string {
    return `link[${(p * this.bounds.files + f) * this.bounds.blocks + b}]`;
  }

  prot(f: number, b: number): string {
    return `prot[${f * this.bounds.blocks + b}]`;
  }

  table(f: number, b: number): string {
    return `leaf[${f * this.bounds.blocks + b}]`;
  }

  entry(f: number, b: number, g: number): string {
    return `entry[${(f * this.bounds.blocks + b) * this.bounds.pages + g}]`;
  }

  /** One guest leaves; the last one takes the host with it. */
  leave(p: number, f: number): string {
    const { blocks, pages } = this.bounds;
    const links = upTo(blocks).map((b) => `${this.link(p, f, b)} = 0`);
    const rest = upTo(blocks).flatMap((b) => [
      `${this.prot(f, b)} = 0`,
      `${this.table(f, b)} = 0`,
      ...upTo(pages).map((g) => `${this.entry(f, b, g)} = 0`),
    ]);
    const last = `if :: guests[${f}] == 0 -> live[${f}] = 0; ${rest.join('; ')} :: else fi`;
    return [`${this.attached(p, f)} = 0`, ...links, `guests[${f}] = guests[${f}] - 1`, last].join('; ');
  }
}

function* fileSteps(names: Names, p: number, f: number): Generator<string> {
  const { blocks, pages } = names.bounds;
  const attached = names.attached(p, f);
  for (const offset of [0, 1, 2]) {
    for (const prot of [1, 2]) {
      const fresh = `if :: !live[${f}] -> live[${f}] = 1; ${upTo(blocks)
        .map((b) => `${names.prot(f, b)} = ${prot}`)
        .join('; ')} :: else fi`;
      yield `${names.alive(p)} && !${attached} -> ${offset === 0 ? `${fresh}; guests[${f}] = guests[${f}] + 1; ${attached} = 1` : 'skip'}`;
    }
  }
  for (const b of upTo(blocks)) {
    const [prot, linked] = [names.prot(f, b), `${names.table(f, b)} = 1; ${names.link(p, f, b)} = 1`];
    for (const g of upTo(pages)) {
      const entry = names.entry(f, b, g);
      yield `${attached} -> ${linked}; if :: ${entry} == 0 -> ${entry} = 1 :: else fi`;
      yield `${attached} -> if :: ${prot} < 2 :: else -> ${linked}; ${entry} = 2 fi`;
    }
    const restrict = upTo(pages).map((g) => `if :: ${names.entry(f, b, g)} > 1 -> ${names.entry(f, b, g)} = 1 :: else fi`);
    yield `${attached} -> ${[`${prot} = 1`, ...restrict].join('; ')}`;
    yield `${attached} -> ${prot} = 2`;
  }
  yield `${attached} -> ${names.leave(p, f)}`;
}

function* processSteps(names: Names, p: number): Generator<string> {
  const { processes, files } = names.bounds;
  for (const f of upTo(files)) yield* fileSteps(names, p, f);
  const others = upTo(processes).filter((q) => q !== p);
  const leaveAll = upTo(files).map((f) => `if :: ${names.attached(p, f)} -> ${names.leave(p, f)} :: else fi`);
  if (others.length > 0)
    yield `${names.alive(p)} && (${others.map((q) => names.alive(q)).join(' || ')}) -> ${leaveAll.join('; ')}; ${names.alive(p)} = 0`;
  for (const child of others) {
    const inherit = upTo(files).map(
      (f) => `if :: ${names.attached(p, f)} -> ${names.attached(child, f)} = 1; guests[${f}] = guests[${f}] + 1 :: else fi`,
    );
    yield `${names.alive(p)} && !${names.alive(child)} -> ${names.alive(child)} = 1; ${inherit.join('; ')}`;
  }
}

function* reclaimSteps(names: Names): Generator<string> {
  const { files, blocks, pages } = names.bounds;
  for (const f of upTo(files))
    for (const b of upTo(blocks)) for (const g of upTo(pages)) yield `${names.entry(f, b, g)} != 0 -> ${names.entry(f, b, g)} = 0`;
}

function* invariants(names: Names): Generator<string> {
  const { processes, files, blocks, pages } = names.bounds;
  for (const f of upTo(files)) {
    yield `guests[${f}] == (${upTo(processes)
      .map((p) => names.attached(p, f))
      .join(' + ')})`;
    yield `live[${f}] == (guests[${f}] > 0)`;
    for (const p of upTo(processes)) yield `(!${names.attached(p, f)} || ${names.alive(p)})`;
    for (const b of upTo(blocks)) {
      yield `(!${names.table(f, b)} || live[${f}])`;
      for (const g of upTo(pages)) {
        yield `${names.entry(f, b, g)} <= ${names.prot(f, b)}`;
        yield `(${names.entry(f, b, g)} == 0 || ${names.table(f, b)})`;
      }
      for (const p of upTo(processes)) yield `(!${names.link(p, f, b)} || (${names.attached(p, f)} && ${names.table(f, b)}))`;
    }
  }
}

/** SPIN counts one state more, the one before process 0 is there, and the step from it. */
export function sharingPromela(bounds: Bounds): string {
  const { processes, files, blocks, pages } = bounds;
  const names = new Names(bounds);
  const steps = [...upTo(processes).flatMap((p) => Array.from(processSteps(names, p))), ...reclaimSteps(names)];
  return [
    `bit alive[${processes}]; bit attached[${processes * files}]; byte guests[${files}]; bit live[${files}];`,
    `byte prot[${files * blocks}]; bit leaf[${files * blocks}]; byte entry[${files * blocks * pages}]; bit link[${processes * files * blocks}];`,
    'active proctype world() {',
    '  d_step { alive[0] = 1 };',
    'end: do',
    ...steps.map((step) => `  :: d_step { ${step} }`),
    `  :: d_step { !(${Array.from(invariants(names)).join(' && ')}) -> assert(false) }`,
    '  od',
    '}',
    '',
  ].join('\n');
}

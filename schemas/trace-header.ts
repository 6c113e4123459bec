/** What stands before the steps of a trace, against its schema; without what its canonical text sees to. */
import { isCount, isId, isText } from './documentation.ts';
import { hasOnly, hasTwice } from './properties.ts';

type Table = Readonly<Record<string, unknown>>;

const TRACE: ReadonlySet<string> = new Set(
  ['$schema', 'format', 'id', 'hash', 'title', 'rules', 'origin', 'generation'].concat(
    'geometry',
    'files',
    'regions',
    'processes',
    'steps',
  ),
);
const GEOMETRY: ReadonlySet<string> = new Set(['pageSize', 'entriesPerTable', 'levels', 'cpus']);
const MOST_RULES = 100;

/** Each kind of origin, with what it may have. */
const ORIGINS: ReadonlyMap<unknown, ReadonlySet<string>> = new Map([
  ['written', new Set(['kind', 'source'])],
  ['generated', new Set(['kind', 'generator', 'seed', 'index'])],
  ['shrunk', new Set(['kind', 'from', 'body', 'seed'])],
  ['imported', new Set(['kind', 'from'])],
]);

/** Is all right with the properties that do not change what is performed, and with the geometry? */
export function isHeader(value: unknown): value is Table {
  return (
    hasOnly(value, TRACE) &&
    value['format'] === 1 &&
    isId(value['id']) &&
    isText(value['title'], 1, 200) &&
    isRuleList(value['rules']) &&
    isOrigin(value['origin']) &&
    isId(value['generation']) &&
    (value['geometry'] === undefined || isGeometry(value['geometry'])) &&
    (value['$schema'] === undefined || isText(value['$schema'], 0, 200))
  );
}

function isRuleList(value: unknown): boolean {
  if (!Array.isArray(value) || value.length > MOST_RULES) return false;
  // Holes count as members, so `every` will not do.
  for (let i = 0; i < value.length; i++) if (!isId(value[i])) return false;
  return !hasTwice(value);
}

function isOrigin(value: unknown): boolean {
  const properties = ORIGINS.get((value as Table | null)?.['kind']);
  return properties !== undefined && hasOnly(value, properties) && isOriginOf(value);
}

function isOriginOf(origin: Table): boolean {
  const { kind, source, generator, seed, index, from, body } = origin;
  switch (kind) {
    case 'written':
      return source === undefined || isText(source, 0, 300);
    case 'generated':
      return isText(generator, 0, 100) && Number.isInteger(seed) && isCount(index);
    case 'shrunk':
      return isId(from) && (body === undefined || isText(body, 0, 300)) && (seed === undefined || Number.isInteger(seed));
    default:
      return isText(from, 0, 300);
  }
}

function isGeometry(value: unknown): boolean {
  if (!hasOnly(value, GEOMETRY)) return false;
  const { pageSize, entriesPerTable, levels, cpus } = value;
  return PAGE_SIZES.has(pageSize) && isPowerOfTwo(entriesPerTable, 2, 8192) && isWhole(levels, 2, 5) && isWhole(cpus, 1, 64);
}

const PAGE_SIZES: ReadonlySet<unknown> = new Set([4096, 16384, 65536]);

function isWhole(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

function isPowerOfTwo(value: unknown, least: number, most: number): boolean {
  return isWhole(value, least, most) && ((value as number) & ((value as number) - 1)) === 0;
}

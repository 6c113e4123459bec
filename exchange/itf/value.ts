/** Plain JSON as values of ITF (the trace format of Apalache and Quint), and back: integers are exact there, whatever reads them. */
import { InputError } from '../../schemas/input-error.ts';

type Loose = Readonly<Record<string, unknown>>;

/** How ITF writes an option that is empty. */
export const NONE = { tag: 'None', value: { '#tup': [] } } as const;

export function some(value: unknown): unknown {
  return { tag: 'Some', value };
}

/** A value of JSON: records and lists stay such, and null is an empty option. */
export function itfOf(json: unknown): unknown {
  if (typeof json === 'number') return { '#bigint': String(json) };
  if (json === null) return NONE;
  if (Array.isArray(json)) return json.map(itfOf);
  if (typeof json !== 'object') return json;
  return Object.fromEntries(Object.entries(json).flatMap(([key, value]) => (value === undefined ? [] : [[key, itfOf(value)]])));
}

/** A table whose keys are names that somebody chose. */
export function mapOf(table: Loose): unknown {
  return { '#map': Object.entries(table).map(([key, value]) => [key, itfOf(value)]) };
}

/**
 * What `itfOf` and `mapOf` have written, a map as an object.
 * @param pointer where the value stands in the file
 * @throws InputError bad-itf, for what they do not write, and for an integer that is not exact
 */
export function jsonOf(itf: unknown, pointer: string): unknown {
  if (typeof itf === 'boolean' || typeof itf === 'string') return itf;
  if (typeof itf === 'number') return exact(itf, pointer);
  if (Array.isArray(itf)) return itf.map((one, i) => jsonOf(one, `${pointer}/${i}`));
  if (typeof itf !== 'object' || itf === null) throw bad('this is no value of ITF', pointer);
  const loose = itf as Loose;
  if ('#bigint' in loose) return exact(integer(loose['#bigint']), `${pointer}/#bigint`);
  if ('#map' in loose) return objectOf(loose['#map'], `${pointer}/#map`);
  const special = Object.keys(loose).find((key) => key.startsWith('#'));
  if (special !== undefined) throw bad(`a trace holds no ${special}`, `${pointer}/${special}`);
  return record(Object.entries(loose).map(([key, value]) => [key, jsonOf(value, `${pointer}/${key}`)]));
}

function objectOf(pairs: unknown, pointer: string): unknown {
  if (!Array.isArray(pairs)) throw bad('a map is a list of pairs', pointer);
  const entries = pairs.map((pair: unknown, i): [string, unknown] => {
    const [key, value, ...more] = Array.isArray(pair) ? (pair as unknown[]) : [];
    if (typeof key !== 'string' || more.length > 0) throw bad('an entry of this map is a name and a value', `${pointer}/${i}`);
    return [key, jsonOf(value, `${pointer}/${i}/1`)];
  });
  const twice = entries.findIndex(([key], i) => entries.some(([other], k) => k < i && other === key));
  if (twice >= 0) throw bad(`the name ${entries[twice]![0]} is there twice`, `${pointer}/${twice}/0`);
  return record(entries);
}

/** `__proto__` is a name like any other. */
function record(entries: readonly (readonly [string, unknown])[]): unknown {
  return Object.fromEntries(entries);
}

function integer(text: unknown): number {
  return typeof text === 'string' && /^-?\d+$/u.test(text) ? Number(text) : Number.NaN;
}

function exact(number: number, pointer: string): number {
  if (Number.isSafeInteger(number)) return number;
  throw bad('this is no integer, or none that is exact', pointer);
}

export function bad(message: string, pointer: string): InputError {
  return new InputError('bad-itf', message, { pointer, hint: '`ptshare export itf <trace>` writes what can be read here' });
}

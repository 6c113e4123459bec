/** Values in ITF (the trace format of Quint and Apalache) as values of a model. */
import { InputError } from '../schemas/input-error.ts';
import type { Runtime } from '../explore/quint/runtime.ts';
import type { Structure, Value } from '../explore/quint/values.ts';

type Loose = Readonly<Record<string, unknown>>;

/**
 * @param pointer where the value stands in the file
 * @throws InputError for what is no value, or an integer that is not exact
 */
export function valueOf(itf: unknown, pointer: string, runtime: Runtime): Value {
  if (typeof itf === 'boolean' || typeof itf === 'string') return itf;
  if (typeof itf === 'number') return exact(itf, pointer);
  if (typeof itf !== 'object' || itf === null || Array.isArray(itf)) throw bad('this is no value of ITF', pointer);
  const loose = itf as Loose;
  if ('#bigint' in loose)
    return exact(/^-?\d+$/u.test(String(loose['#bigint'])) ? Number(loose['#bigint']) : Number.NaN, `${pointer}/#bigint`);
  const part = (name: string): Value[] =>
    listOf(loose[name], `${pointer}/${name}`).map((one, i) => valueOf(one, `${pointer}/${name}/${i}`, runtime));
  if ('#tup' in loose) return runtime.tuple(part('#tup'));
  if ('#set' in loose) return runtime.set(part('#set'));
  if ('#map' in loose) {
    const pairs = listOf(loose['#map'], `${pointer}/#map`);
    return runtime.map(pairs.map((pair, i) => pairOf(pair, `${pointer}/#map/${i}`, runtime)));
  }
  const names = Object.keys(loose).toSorted();
  if (names.join() === 'tag,value' && typeof loose['tag'] === 'string') {
    return runtime.shaped(runtime.values.shape('variant', [loose['tag']]), [valueOf(loose['value'], `${pointer}/value`, runtime)]);
  }
  return runtime.shaped(
    runtime.values.shape('record', names),
    names.map((name) => valueOf(loose[name], `${pointer}/${name}`, runtime)),
  );
}

function pairOf(pair: unknown, pointer: string, runtime: Runtime): Structure {
  const parts = listOf(pair, pointer);
  if (parts.length !== 2) throw bad('an entry of a map is a key and a value', pointer);
  return runtime.tuple(parts.map((part, i) => valueOf(part, `${pointer}/${i}`, runtime)));
}

function listOf(value: unknown, pointer: string): readonly unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  throw bad('a list is wanted here', pointer);
}

function exact(number: number, pointer: string): number {
  if (Number.isSafeInteger(number)) return number;
  throw bad('this is no integer, or none that is exact', pointer);
}

export function bad(message: string, pointer: string): InputError {
  return new InputError('bad-itf', message, { pointer, hint: 'write it with `quint run --mbt --out-itf <file> spec/formal/small.qnt`' });
}

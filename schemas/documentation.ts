/** What documents a trace or a step and does not change what is performed, against its schema. */
import { schemas } from './generated/schemas.ts';
import { hasOnly } from './properties.ts';

type Definitions = Readonly<Record<'errno' | 'id' | 'bytes' | 'hex', { readonly pattern: string }>>;

const { $defs } = schemas['common.schema.json'] as { readonly $defs: Definitions };
const ERRNO = new RegExp($defs.errno.pattern, 'u');
const ID = new RegExp($defs.id.pattern, 'u');
const BYTES = new RegExp($defs.bytes.pattern, 'u');
const HEX = new RegExp($defs.hex.pattern, 'u');
const MOST_DIGITS = 8192;
const EXPECTATION: ReadonlySet<string> = new Set(['result', 'errno', 'signal', 'code', 'value', 'data', 'size']);

export function isId(value: unknown): boolean {
  return typeof value === 'string' && ID.test(value);
}

/** A text of at most so many UTF-16 units, of which there are at least as many as characters. */
export function isText(value: unknown, least: number, most: number): boolean {
  return typeof value === 'string' && value.length >= least && value.length <= most;
}

export function isNote(value: unknown): boolean {
  return isText(value, 0, 500);
}

function isOneOf(value: unknown, ...values: readonly string[]): boolean {
  return values.includes(value as string);
}

export function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0;
}

/** Common#expectation. */
export function isExpectation(value: unknown): boolean {
  if (!hasOnly(value, EXPECTATION)) return false;
  const { result, errno, signal, code, value: shown, data, size } = value;
  return (
    isOneOf(result, 'done', 'refused', 'fault') &&
    (errno === undefined || (typeof errno === 'string' && ERRNO.test(errno))) &&
    (signal === undefined || isOneOf(signal, 'SIGSEGV', 'SIGBUS')) &&
    (code === undefined || isOneOf(code, 'SEGV_MAPERR', 'SEGV_ACCERR', 'BUS_ADRERR')) &&
    (shown === undefined || isCount(shown)) &&
    (data === undefined || (typeof data === 'string' && data.length <= MOST_DIGITS && BYTES.test(data))) &&
    (size === undefined || (typeof size === 'string' && HEX.test(size)))
  );
}

/** Turns the first error of a schema into one that a person can act on. */
import type { ErrorObject } from 'ajv/dist/2020.js';
import { InputError } from './input-error.ts';
import { nameHint } from './near.ts';

/** What is wrong, before it is tied to a file. `below` is added to the pointer. */
interface Fault {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly below?: string;
}

const SHOWN = 60;

/** A short JSON text of a value that was found. */
export function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? `a list of ${value.length}` : 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value.slice(0, SHOWN)) : String(value);
  return text.slice(0, SHOWN + 2);
}

/** One segment of a JSON pointer. */
export function segment(name: string | number): string {
  return `/${String(name)
    .slice(0, SHOWN * 2)
    .replaceAll('~', '~0')
    .replaceAll('/', '~1')}`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : String(value);
}

/** A keyword of the schema that was broken, when it holds an object or a list. */
function part(error: ErrorObject, keyword: string): object {
  const schema: unknown = error.parentSchema?.[keyword];
  return typeof schema === 'object' && schema !== null ? schema : {};
}

function unknownProperty(error: ErrorObject): Fault {
  const name = text(error.params['additionalProperty']);
  const hint = nameHint(name, Object.keys(part(error, 'properties')));
  return { code: 'unknown-property', message: `there is no property ${shown(name)} here`, hint, below: segment(name) };
}

/** All that an object lacks, not only what the schema stumbled upon. */
function missing(error: ErrorObject): Fault {
  const given: unknown = error.data;
  const wanted = Object.values(part(error, 'required')).map(text);
  const names = wanted.filter((name) => typeof given !== 'object' || given === null || !(name in given)).map((name) => shown(name));
  const message = names.length === 1 ? `the property ${names[0]} is missing` : `the properties ${names.join(', ')} are missing`;
  return { code: 'missing-property', message, hint: `add ${names.join(', ')}` };
}

function titleOf(schema: unknown): string {
  const title = typeof schema === 'object' && schema !== null && 'title' in schema ? schema.title : undefined;
  return typeof title === 'string' ? title : '';
}

/** 4096 is meant as "0x1000". */
function hexHint(data: unknown): string {
  const number = typeof data === 'number' ? data : Number(data);
  const example = Number.isSafeInteger(number) && number >= 0 && data !== '' ? `0x${number.toString(16)}` : '0x1000';
  return `write "${example}": at most 16 hex digits in lower case, without leading zeros`;
}

/** Regions may stand where a place is asked for. */
function addressHint(error: ErrorObject): string {
  return titleOf(error.parentSchema) === 'Place'
    ? `${hexHint(error.data)}; or a region, or an offset in it as in buf+0x1000`
    : hexHint(error.data);
}

function wrongType(error: ErrorObject): Fault {
  const wanted = text(error.params['type']);
  const address = ['Hex', 'Place'].includes(titleOf(error.parentSchema));
  const hint = address ? addressHint(error) : `write ${wanted === 'integer' ? 'a whole number' : `a value of type ${wanted}`}`;
  return { code: 'wrong-type', message: `${shown(error.data)} is not of type ${wanted}`, hint };
}

/** The values of the discriminating property, from the branches or their schemas' names. */
function tags(error: ErrorObject): string[] {
  const branches = Object.values(part(error, 'oneOf')) as { $ref?: string }[];
  return branches.map((branch) => /([a-z_-]+)(?:\.schema\.json)?$/u.exec(branch.$ref ?? '')?.[1] ?? '');
}

function wrongTag(error: ErrorObject): Fault {
  const tag = text(error.params['tag']);
  const value: unknown = error.params['tagValue'];
  const below = segment(tag);
  if (value === undefined)
    return { code: 'missing-property', message: `the property "${tag}" is missing`, hint: `add "${tag}": ${tags(error).join(', ')}` };
  if (typeof value !== 'string')
    return { code: 'wrong-type', message: `${shown(value)} is not of type string`, hint: `one of ${tags(error).join(', ')}`, below };
  return { code: `unknown-${tag}`, message: `there is no ${tag} ${shown(value)}`, hint: nameHint(value, tags(error)), below };
}

/** Flags are known by their prefix: MAP_SHARED, PROT_READ. */
function notListed(error: ErrorObject): Fault {
  const values = Object.values(part(error, 'enum')).map(String);
  const flag = values.every((value) => /^(?:PROT|MAP|O|MREMAP)_/u.test(value));
  return {
    code: flag ? 'unknown-flag' : 'unknown-value',
    message: `${shown(error.data)} is not known here`,
    hint: nameHint(text(error.data), values),
  };
}

const PATTERNS: Readonly<Record<string, readonly [code: string, hint: string]>> = {
  Hex: ['bad-address', ''],
  Place: ['bad-address', ''],
  Name: ['bad-name', 'a letter, then at most 63 letters, digits, dots, lines or underscores'],
  Id: ['bad-id', 'lower-case letters, digits and hyphens, at most 120'],
  Bytes: ['bad-bytes', 'pairs of lower-case hex digits'],
  Errno: ['bad-errno', 'the name of an error number, such as EINVAL'],
};

function wrongPattern(error: ErrorObject): Fault {
  const [code, hint] = PATTERNS[titleOf(error.parentSchema)] ?? ['bad-text', `it has to match ${text(error.params['pattern'])}`];
  return { code, message: `${shown(error.data)} is not well formed`, hint: hint === '' ? addressHint(error) : hint };
}

function bounds(error: ErrorObject): Fault {
  return { code: 'out-of-range', message: `${shown(error.data)} is out of range`, hint: error.message ?? 'check the number' };
}

function size(error: ErrorObject): Fault {
  return { code: 'bad-length', message: `${shown(error.data)} is too long or too short`, hint: error.message ?? 'check its length' };
}

const KEYWORDS: Readonly<Record<string, (error: ErrorObject) => Fault>> = {
  additionalProperties: unknownProperty,
  required: missing,
  type: wrongType,
  discriminator: wrongTag,
  enum: notListed,
  const: (error) => ({
    code: 'wrong-value',
    message: `${shown(error.data)} is not what belongs here`,
    hint: `write ${JSON.stringify(error.params['allowedValue'])}`,
  }),
  pattern: wrongPattern,
  uniqueItems: () => ({ code: 'repeated', message: 'the list holds a value twice', hint: 'name each once' }),
  minimum: bounds,
  maximum: bounds,
  minLength: size,
  maxLength: size,
  minItems: size,
  maxItems: size,
  maxProperties: size,
};

/** What a schema error says, as an InputError with a stable code, a pointer and a hint. */
export function refusal(noun: string, error: ErrorObject | undefined, file: string): InputError {
  if (error === undefined) return new InputError('bad-input', `not a ${noun}`, { file, hint: `see schemas/${noun}.schema.json` });
  const name = error.propertyName === undefined ? '' : segment(error.propertyName);
  const fault = KEYWORDS[error.keyword]?.(error) ?? {
    code: 'bad-input',
    message: error.message ?? `not a ${noun}`,
    hint: `see schemas/${noun}.schema.json`,
  };
  return new InputError(fault.code, fault.message, { file, pointer: `${error.instancePath}${name}${fault.below ?? ''}`, hint: fault.hint });
}

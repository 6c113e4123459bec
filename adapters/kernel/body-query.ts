/** Options behind the name of a body, as in the query of an address: `?smp=2&mem=512`. */
import { InputError } from '../../schemas/input-error.ts';

export class BodyQuery {
  private readonly query: URLSearchParams;
  private readonly hint: string;

  /**
   * @param text what comes behind the question mark
   * @param keys all that may occur, each once
   * @throws InputError bad-body-name, as all methods
   */
  constructor(text: string, keys: readonly string[], hint: string) {
    this.query = new URLSearchParams(text);
    this.hint = hint;
    for (const key of this.query.keys()) {
      if (!keys.includes(key)) throw this.wrong(`there is no option ${key}; there are ${keys.join(', ')}`);
      if (this.query.getAll(key).length > 1) throw this.wrong(`the option ${key} is given twice`);
    }
  }

  whole(key: string, otherwise: number, least: number, most: number): number {
    const text = this.query.get(key);
    if (text === null) return otherwise;
    const value = /^\d{1,6}$/u.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw this.wrong(`${key}=${text}: a whole number from ${least} to ${most} is wanted`);
  }

  /** @param like an example of what would do */
  text(key: string, pattern: RegExp, like: string): string | undefined {
    const text = this.query.get(key);
    if (text === null || pattern.test(text)) return text ?? undefined;
    throw this.wrong(`${key}=${text}: something like ${like} is wanted`);
  }

  private wrong(message: string): InputError {
    return new InputError('bad-body-name', message, { hint: this.hint });
  }
}

/**
 * What all kernels may be told: the value of MAP_SHARED_PT, a generation that is judged as implemented whatever the trials show, and
 * numbers of calls that no kernel has for good.
 */
export interface SharingOptions {
  readonly flag?: string;
  readonly claim?: string;
  /** By the name of the option, as it was written. */
  readonly numbers?: Readonly<Record<string, string>>;
}

const SYSTEM_CALLS = ['', '_unlink', '_create', '_attach', '_detach', '_map', '_unmap', '_protect', '_advise'].map(
  (name) => `nr_mshare${name}`,
);
const REQUESTS = ['ioctl_create_mapping', 'ioctl_unmap'];

export const SHARING_KEYS: readonly string[] = ['flag', 'claim', ...SYSTEM_CALLS, ...REQUESTS];

function numbersIn(query: BodyQuery): Readonly<Record<string, string>> | undefined {
  const given = [
    ...SYSTEM_CALLS.map((key) => [key, query.text(key, /^(?:0|[1-9]\d{0,8})$/u, '451')] as const),
    ...REQUESTS.map((key) => [key, query.text(key, /^0x[0-9a-f]{1,8}$/u, '0x40287800')] as const),
  ].filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

export function sharingOptions(query: BodyQuery): SharingOptions {
  const flag = query.text('flag', /^0x[0-9a-f]{1,8}$/u, '0x200000');
  const claim = query.text('claim', /^[a-z][a-z0-9-]{0,119}$/u, 'map-shared-pt');
  const numbers = numbersIn(query);
  return {
    ...(flag === undefined ? {} : { flag }),
    ...(claim === undefined ? {} : { claim }),
    ...(numbers === undefined ? {} : { numbers }),
  };
}

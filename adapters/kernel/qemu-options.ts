/** What comes behind `qemu:`: the kernel's image, and how the machine is to be. */
import { InputError } from '../../schemas/input-error.ts';

export interface QemuOptions {
  /** Path of a bzImage; empty for the newest one that is installed. */
  readonly image: string;
  readonly cpus: number;
  readonly megabytes: number;
  readonly hugePages: number;
  /** Model of the CPU, as QEMU's `-cpu` takes it. */
  readonly cpu?: string;
  /** More words for the kernel's command line. */
  readonly append: readonly string[];
  /** Value of MAP_SHARED_PT. */
  readonly flag?: string;
}

const HINT = 'write qemu:[image][?smp=2&mem=512&hugepages=16&cpu=max&append=pti%3Don&flag=0x200000]';

function whole(query: URLSearchParams, key: string, otherwise: number, least: number, most: number): number {
  const text = query.get(key);
  if (text === null) return otherwise;
  const value = /^\d{1,6}$/u.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new InputError('bad-body-name', `${key}=${text}: a whole number from ${least} to ${most} is wanted`, { hint: HINT });
}

function plainWord(query: URLSearchParams, key: string, pattern: RegExp): string | undefined {
  const text = query.get(key);
  if (text === null || pattern.test(text)) return text ?? undefined;
  throw new InputError('bad-body-name', `${key}=${text} is no value for it`, { hint: HINT });
}

const KEYS: ReadonlySet<string> = new Set(['smp', 'mem', 'hugepages', 'cpu', 'append', 'flag']);

/** @throws InputError bad-body-name */
export function parseQemuName(rest: string): QemuOptions {
  const mark = rest.indexOf('?');
  const image = mark < 0 ? rest : rest.slice(0, mark);
  const query = new URLSearchParams(mark < 0 ? '' : rest.slice(mark + 1));
  const unknown = [...query.keys()].find((key) => !KEYS.has(key));
  if (unknown !== undefined) throw new InputError('bad-body-name', `there is no option ${unknown} behind qemu:`, { hint: HINT });
  const cpu = plainWord(query, 'cpu', /^[\w.,+=-]{1,200}$/u);
  const flag = plainWord(query, 'flag', /^0x[0-9a-f]{1,8}$/u);
  return {
    image,
    cpus: whole(query, 'smp', 2, 1, 16),
    // Below the hole for devices, so that addresses are offsets.
    megabytes: whole(query, 'mem', 512, 128, 2048),
    hugePages: whole(query, 'hugepages', 32, 0, 512),
    append: (query.get('append') ?? '').split(' ').filter((word) => word !== ''),
    ...(cpu === undefined ? {} : { cpu }),
    ...(flag === undefined ? {} : { flag }),
  };
}

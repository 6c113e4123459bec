/** What comes behind `qemu:`: the kernel's image, and how the machine is to be. */
import { BodyQuery, SHARING_KEYS, sharingOptions } from './body-query.ts';
import type { SharingOptions } from './body-query.ts';
import type { Thread } from './machine.ts';

export interface QemuOptions extends SharingOptions {
  /** Path of a bzImage; empty for the newest one that is installed. */
  readonly image: string;
  readonly cpus: number;
  readonly thread: Thread;
  readonly megabytes: number;
  readonly hugePages: number;
  /** Model of the CPU, as QEMU's `-cpu` takes it. */
  readonly cpu?: string;
  /** Path of a module that is loaded first, and behind a blank its parameters. */
  readonly module?: string;
  /** More words for the kernel's command line. */
  readonly append: readonly string[];
}

const HINT =
  'write qemu:[image][?smp=2&thread=single&mem=512&hugepages=32&cpu=max&append=pti%3Don&module=share.ko&flag=0x200000&claim=map-shared-pt&nr_mshare=451]';
const KEYS = ['smp', 'thread', 'mem', 'hugepages', 'cpu', 'append', 'module', ...SHARING_KEYS];

/** @throws InputError bad-body-name */
export function parseQemuName(rest: string): QemuOptions {
  const mark = rest.indexOf('?');
  const query = new BodyQuery(mark < 0 ? '' : rest.slice(mark + 1), KEYS, HINT);
  const cpu = query.text('cpu', /^[\w.,+=-]{1,200}$/u, 'max');
  const append = query.text('append', /^[ -~]{0,1000}$/u, 'pti=on') ?? '';
  const module = query.text('module', /^[!-~]{1,400}(?: [ -~]{0,400})?$/u, 'share.ko');
  return {
    image: mark < 0 ? rest : rest.slice(0, mark),
    cpus: query.whole('smp', 2, 1, 16),
    // In turn: a CPU that waits for another one hands over at once, where a thread would have to be woken.
    thread: query.text('thread', /^(?:single|multi)$/u, 'multi') === 'multi' ? 'multi' : 'single',
    // Below the hole for devices, so that addresses are offsets.
    megabytes: query.whole('mem', 512, 128, 2048),
    hugePages: query.whole('hugepages', 32, 0, 512),
    append: append.split(' ').filter((word) => word !== ''),
    ...(cpu === undefined ? {} : { cpu }),
    ...(module === undefined ? {} : { module }),
    ...sharingOptions(query),
  };
}

/** What comes behind `qemu:` and `linux:`, and what is said where it makes no sense. */
import { describe, expect, it } from 'vitest';
import { connect } from '../../../adapters/connect.ts';
import { parseLinuxName } from '../../../adapters/kernel/linux-stage.ts';
import { parseQemuName } from '../../../adapters/kernel/qemu-options.ts';

const DEFAULTS = { image: '', cpus: 2, thread: 'single', megabytes: 512, hugePages: 32, append: [] };

describe('the name of a machine', () => {
  it.each<[string, object]>([
    ['', DEFAULTS],
    ['out/bzImage', { ...DEFAULTS, image: 'out/bzImage' }],
    ['?', DEFAULTS],
    ['/a b/bzImage?smp=1&mem=128&hugepages=0', { ...DEFAULTS, image: '/a b/bzImage', cpus: 1, megabytes: 128, hugePages: 0 }],
    ['?smp=4&thread=multi', { ...DEFAULTS, cpus: 4, thread: 'multi' }],
    ['?cpu=max,la57=off&append=pti%3Don%20nokaslr', { ...DEFAULTS, cpu: 'max,la57=off', append: ['pti=on', 'nokaslr'] }],
    ['?flag=0x100000&claim=map-shared-pt', { ...DEFAULTS, flag: '0x100000', claim: 'map-shared-pt' }],
    [
      '?nr_mshare=450&nr_mshare_unlink=451&ioctl_unmap=0x40107803',
      { ...DEFAULTS, numbers: { nr_mshare: '450', nr_mshare_unlink: '451', ioctl_unmap: '0x40107803' } },
    ],
  ])('%s', (rest, options) => {
    expect(parseQemuName(rest)).toEqual(options);
  });

  it.each<[string, RegExp]>([
    ['?smp=0', /^smp=0: a whole number from 1 to 16/u],
    ['?smp=two', /^smp=two/u],
    ['?thread=two', /^thread=two: something like multi/u],
    ['?mem=64', /^mem=64: a whole number from 128 to 2048/u],
    ['?mem=4096', /^mem=4096/u],
    ['?hugepages=-1', /^hugepages=-1/u],
    ['?hugepages=1e2', /^hugepages=1e2/u],
    ['?cpu=a b', /^cpu=a b: something like max/u],
    ['?append=caf%C3%A9', /^append=/u],
    ['?flag=200000', /^flag=200000: something like 0x200000/u],
    ['?claim=Map', /^claim=Map/u],
    ['?nr_mshare=0x1c3', /^nr_mshare=0x1c3: something like 451/u],
    ['?nr_mshare_join=451', /^there is no option nr_mshare_join; there are .*nr_mshare_attach/u],
    ['?ioctl_create_mapping=40287800', /^ioctl_create_mapping=40287800: something like 0x40287800/u],
    ['?ram=1', /^there is no option ram; there are smp, thread, mem/u],
    ['?smp=1&smp=2', /^the option smp is given twice/u],
  ])('is refused: %s', (rest, message) => {
    const error = expect.objectContaining({
      code: 'bad-body-name',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(/^write qemu:/u),
    });
    expect(() => parseQemuName(rest)).toThrow(error);
  });
});

describe('the name of the kernel underneath', () => {
  it('has options', () => {
    expect(parseLinuxName('?hugetlbfs=/mnt/huge&flag=0x100000')).toEqual({ hugetlbfs: '/mnt/huge', flag: '0x100000' });
    expect(parseLinuxName('')).toEqual({});
  });

  it.each<[string, RegExp]>([
    ['bzImage', /another one is qemu:bzImage/u],
    ['?hugetlbfs=huge', /something like \/mnt\/huge/u],
    ['?smp=2', /no option smp/u],
  ])('is refused: %s', (rest, message) => {
    expect(() => parseLinuxName(rest)).toThrow(expect.objectContaining({ code: 'bad-body-name', message: expect.stringMatching(message) }));
  });

  it('is refused before anything is begun', async () => {
    await expect(connect('qemu:?smp=0')).rejects.toMatchObject({ code: 'bad-body-name' });
    await expect(connect('linux:here')).rejects.toMatchObject({ code: 'bad-body-name' });
  });
});

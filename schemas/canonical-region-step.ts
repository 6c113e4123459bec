/** The lines of calls on named regions. */
import { ADVICE, begin, flags, hexOrZero, nameOrNone, placeOrNone } from './canonical-fields.ts';
import type { Call, Write } from './canonical-fields.ts';
import type { FieldWriter } from './field-writer.ts';
import { MAP_FLAGS, OPEN_FLAGS, PROT } from './flag-sets.ts';
import type { FlagSet } from './flag-sets.ts';

const REQUESTS: readonly string[] = ['MSHAREFS_CREATE_MAPPING', 'MSHAREFS_UNMAP', 'unknown'];
const POINTERS: readonly string[] = ['bad'];
const PATHS: readonly string[] = ['empty', 'too-long', 'bad-pointer'];
const MOST_MODE = 4_294_967_295;
const MOST_FALLOCATE_MODE = 255;

type RegionCall = Extract<
  Call,
  'mount' | 'umount' | 'unlink' | 'read' | 'fstat' | 'fallocate' | 'ioctl' | 'pass-fd' | 'mshare' | `mshare_${string}`
>;

function hexOrNone(text: FieldWriter, hex: unknown): void {
  if (hex === undefined) text.word('-');
  else text.hex(hex);
}

function oneOrNone(text: FieldWriter, value: unknown, texts: readonly string[]): void {
  if (value === undefined) text.word('-');
  else text.oneOf(value, texts);
}

function flagsOrNone(text: FieldWriter, set: FlagSet, list: unknown): void {
  if (list === undefined) text.word('-');
  else flags(text, set, list);
}

function fileOrPath(text: FieldWriter, file: unknown, path: unknown): void {
  nameOrNone(text, file);
  oneOrNone(text, path, PATHS);
}

/** A descriptor, and a range of the region behind it. */
function rangeOf(text: FieldWriter, fd: unknown, offset: unknown, size: unknown): void {
  text.name(fd);
  text.hex(offset);
  text.hex(size);
}

export const regionWriters: { readonly [N in RegionCall]: Write<N> } = {
  mount(text, step) {
    begin(text, 'mount', step.process, step.cpu);
    text.word('-');
  },
  umount(text, step) {
    begin(text, 'umount', step.process, step.cpu);
    text.word('-');
  },
  unlink(text, step) {
    begin(text, 'unlink', step.process, step.cpu);
    text.name(step.file);
  },
  read(text, step) {
    begin(text, 'read', step.process, step.cpu);
    text.name(step.fd);
    text.hex(step.length);
  },
  fstat(text, step) {
    begin(text, 'fstat', step.process, step.cpu);
    text.name(step.fd);
  },
  fallocate(text, step) {
    begin(text, 'fallocate', step.process, step.cpu);
    text.name(step.fd);
    text.number(step.mode, MOST_FALLOCATE_MODE);
    text.hex(step.offset);
    text.hex(step.length);
  },
  ioctl(text, step) {
    begin(text, 'ioctl', step.process, step.cpu);
    text.name(step.fd);
    text.oneOf(step.request, REQUESTS);
    hexOrNone(text, step.regionOffset);
    hexOrNone(text, step.size);
    hexOrNone(text, step.offset);
    flagsOrNone(text, PROT, step.prot);
    flagsOrNone(text, MAP_FLAGS, step.flags);
    nameOrNone(text, step.object);
    oneOrNone(text, step.pointer, POINTERS);
  },
  mshare(text, step) {
    begin(text, 'mshare', step.process, step.cpu);
    fileOrPath(text, step.file, step.path);
    text.place(step.addr);
    text.hex(step.length);
    flags(text, OPEN_FLAGS, step.flags);
    text.number(step.mode, MOST_MODE);
  },
  mshare_unlink(text, step) {
    begin(text, 'mshare_unlink', step.process, step.cpu);
    fileOrPath(text, step.file, step.path);
  },
  mshare_create(text, step) {
    begin(text, 'mshare_create', step.process, step.cpu);
    flags(text, OPEN_FLAGS, step.flags);
    text.name(step.as);
  },
  mshare_attach(text, step) {
    begin(text, 'mshare_attach', step.process, step.cpu);
    rangeOf(text, step.fd, step.offset, step.size);
    placeOrNone(text, step.addr);
    flags(text, MAP_FLAGS, step.flags);
    nameOrNone(text, step.as);
  },
  mshare_detach(text, step) {
    begin(text, 'mshare_detach', step.process, step.cpu);
    text.place(step.addr);
    text.hex(step.size);
  },
  mshare_map(text, step) {
    begin(text, 'mshare_map', step.process, step.cpu);
    rangeOf(text, step.fd, step.offset, step.size);
    flags(text, PROT, step.prot);
    flags(text, MAP_FLAGS, step.flags);
    nameOrNone(text, step.object);
    hexOrZero(text, step.objectOffset);
  },
  mshare_unmap(text, step) {
    begin(text, 'mshare_unmap', step.process, step.cpu);
    rangeOf(text, step.fd, step.offset, step.size);
  },
  mshare_protect(text, step) {
    begin(text, 'mshare_protect', step.process, step.cpu);
    rangeOf(text, step.fd, step.offset, step.size);
    flags(text, PROT, step.prot);
  },
  mshare_advise(text, step) {
    begin(text, 'mshare_advise', step.process, step.cpu);
    rangeOf(text, step.fd, step.offset, step.size);
    text.oneOf(step.advice, ADVICE);
  },
  'pass-fd'(text, step) {
    begin(text, 'pass-fd', step.process, step.cpu);
    text.name(step.fd);
    text.name(step.to);
    text.name(step.as);
  },
};

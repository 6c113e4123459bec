/** How it came that a call must be answered so: one clause, for the sentence that explains a violation. */
import type { AccessView } from './access.ts';
import type { CallView, UnbornView } from './calls/view.ts';
import type { How } from './named.ts';
import { placedBehind } from './windows.ts';
import { EXEC, type Mapping, READ, WRITE } from './world.ts';

export function circumstances(v: AccessView | CallView | UnbornView): string {
  if (v.kind === 'unborn') return '';
  return v.kind === 'access' ? ofAccess(v) : ofCall(v);
}

function protName(prot: number): string {
  if (prot === 0) return 'PROT_NONE';
  const names = [
    [READ, 'PROT_READ'],
    [WRITE, 'PROT_WRITE'],
    [EXEC, 'PROT_EXEC'],
  ] as const;
  return names
    .filter(([bit]) => (prot & bit) !== 0)
    .map(([, name]) => name)
    .join('|');
}

function ofAccess(v: AccessView): string {
  if (v.window && !v.mapping) return ofHole(v, v.window);
  if (!v.mapping || !v.protection) return `${v.process.name} has nothing mapped there`;
  const { file } = v.mapping;
  const kind = v.region ? 'a region that it shares' : 'a mapping of its own';
  const what = `page ${v.page - v.mapping.start} of ${kind} of ${file.name}`;
  const { by, prot, step } = v.protection;
  const protection = by === '' ? `mapped ${protName(prot)}` : `set to ${protName(prot)} by ${by} at step ${step}`;
  return `it is ${what}, ${protection}${beyond(v)}${written(v)}`;
}

const HOLES: Readonly<Record<How, string>> = {
  start: 'holds nothing',
  given: 'holds nothing',
  placed: 'holds nothing',
  replaced: 'holds nothing',
  'taken-out': 'holds nothing since',
  'owner-exit': 'is empty since the end of its owner',
  'owner-close': 'is empty since it was closed by its owner',
};

function ofHole(v: AccessView, window: Mapping): string {
  const { how, by, step } = placedBehind(window, v.page)!;
  const since = step < 0 ? '' : how.startsWith('owner') ? ` ${by} at step ${step}` : ` ${by} took it out at step ${step}`;
  return `page ${v.regionPage} of the region ${window.file.name} ${HOLES[how]}${since}`;
}

function beyond(v: AccessView): string {
  return v.says === 'beyond-end' ? ', beyond the end of the file' : '';
}

function written(v: AccessView): string {
  if (!v.byte || v.value !== undefined || v.says === 'beyond-end') return '';
  const { value, by, step, through } = v.byte;
  if (through === 'remove' || through === 'truncate') return `, cleared at step ${step}`;
  return by === '' ? `, and the byte there is ${value}` : `, and ${by} stored ${value} at step ${step}`;
}

/** Writing is asked for on a shared mapping whose descriptor does not allow it. */
function asksToWrite({ call, meets }: CallView): boolean {
  return call.call === 'mprotect' && call.prot.includes('PROT_WRITE') && meets.some((m) => m.shared && !m.mayWrite);
}

function ofCall(v: CallView): string {
  const reasons: string[] = [];
  if (v.unaligned) reasons.push('the address is not page-aligned');
  const takesAway = v.call.call === 'munmap' || v.call.call === 'mmap' || v.call.call === 'mremap';
  if (v.partial && takesAway) reasons.push('a part of a shared region is named');
  if (v.wider && takesAway) reasons.push('more than the shared region is named');
  if (v.hole && !v.empty && v.call.call !== 'mmap') reasons.push('some page named is not mapped');
  if (asksToWrite(v)) reasons.push('the file was opened without writing');
  return reasons.join(', and ');
}

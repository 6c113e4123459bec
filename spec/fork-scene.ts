/** The scenes of domains: a process maps into its own, and its children inherit that. */
import { BUF_SLOT, type Painted, type Picture, RW } from './picture.ts';
import { DONE, Scene, type Setting } from './scene.ts';

const SETTING: Setting = {
  generation: 'fork-domain',
  length: '0x200000',
  flags: ['MAP_SHARED', 'MAP_SHARED_PT', 'MAP_FIXED'],
  files: { db: { size: '0x400000', content: 'page-numbers' }, log: { size: '0x400000' } },
};

export function forkScene(title: string): Scene {
  return new Scene(title, SETTING);
}

/** A maps a slot of the file into its domain, and forks B. */
export function parentAndChild(title: string): Scene {
  return forkScene(title).map('A').does(forkOf('A', 'B'), DONE);
}

export function forkOf(process: string, child: string): { call: 'fork'; process: string; child: string } {
  return { call: 'fork', process, child };
}

/** Somebody who reaches a leaf table in the slot of the buffer; without a name, the hidden mm of a domain. */
export function reaching(leaf: number, process?: string): Painted {
  const slots = { [BUF_SLOT]: leaf };
  return process === undefined ? { slots } : { process, slots };
}

/** A and B reach the one leaf table of the domain. */
export const FORK_SHARED: Picture = { leaves: { 1: [0, 7, RW] }, mms: [reaching(1, 'A'), reaching(1, 'B'), reaching(1)] };

/** A reaches the table of the domain, and B one of its own. */
export const FORK_APART: Picture = { leaves: { 1: [0, 7, RW], 2: [0, 7, RW] }, mms: [reaching(1, 'A'), reaching(2, 'B'), reaching(1)] };

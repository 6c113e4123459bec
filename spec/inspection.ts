/**
 * What a snapshot shows, laid beside the world: which table is reached from where, and which mapping stands behind
 * each link. Made anew where tables, mms or the world have changed; the structural rules only read it.
 */
import type { Call } from '../schemas/contract.ts';
import type { Counts, HostShot, MmShot, Outcome, Snapshot, TableShot } from '../schemas/generated/types.ts';
import { INSPECTION, NEWS, ORDER, STEP } from './features.ts';
import { domainOf, hiddenMms, regionOfDomain } from './hidden-mms.ts';
import { Layout, type Link } from './layout.ts';
import { hasNamedRegions, isKept } from './named.ts';
import { sameTableCounts } from './same-parts.ts';
import { type SharedSlot, share } from './shared-slots.ts';
import { type Mapping, type ProcessState, REASONS, type Region, type World } from './world.ts';

/** The step that an inspection is made for. */
export interface Moment {
  readonly snapshot: Snapshot;
  /** The snapshot after the step before; undefined at the first. */
  readonly before: Snapshot | undefined;
  readonly step: number;
  readonly call: Call;
  readonly seen: Outcome;
}

/** A region and the mm that serves it. */
export interface HostOf {
  readonly region: Region;
  readonly mm: MmShot;
}

/** The inspection of one transcript, or of one after the other: `lay` brings it to the next snapshot. */
export class Inspection {
  /** What follows from the snapshot alone. */
  readonly layout = new Layout();
  world!: World;
  /** The version of the world for which mappings were laid beside the links. */
  private version = 0;
  private mapped = 0;
  slots: SharedSlot[] = [];
  /** The links of each leaf table that is reached from elsewhere than one region: what no conforming body shows. */
  mixedLeaves: readonly (readonly Link[])[] = NONE_MIXED;
  /** The host mm of each region. */
  hosts: HostOf[] = [];
  /** Host mms that serve no living region. */
  orphanHosts: MmShot[] = [];
  /** Bits of REASONS, INSPECTION and ORDER that the links have. */
  private linked = 0;
  private guestsCounted = false;

  snapshot!: Snapshot;
  before: Snapshot | undefined;
  step = 0;
  call!: Call;
  seen!: Outcome;
  process: ProcessState | undefined;
  /** The page of a load or store that succeeded; -1 at any other step. */
  accessed = 0;

  get links(): readonly Link[] {
    return this.layout.links;
  }

  /**
   * Lays a snapshot beside a world.
   * @returns what is at hand and what is new, as bits of REASONS, INSPECTION, STEP, ORDER and NEWS
   */
  lay(world: World, moment: Moment, process: ProcessState | undefined, accessed: number): number {
    const { snapshot, before } = moment;
    const sameWorld = this.world === world;
    const unchanged = sameWorld && this.version === world.version;
    const fresh =
      !unchanged || before === undefined || before !== this.snapshot || before.mms !== snapshot.mms || before.tables !== snapshot.tables;
    this.world = world;
    this.version = world.version;
    this.snapshot = snapshot;
    this.before = before;
    this.step = moment.step;
    this.call = moment.call;
    this.seen = moment.seen;
    this.process = process;
    this.accessed = accessed;
    // Which region a host serves depends, where regions have names, on who keeps which: not on mappings alone.
    const sameMappings = hasNamedRegions(world) ? unchanged : sameWorld && this.mapped === world.mapped;
    this.mapped = world.mapped;
    if (fresh) this.layOut(sameMappings);
    const order = this.guestsCounted ? this.layout.order : this.layout.order & ~ORDER.tallied;
    const news = NEWS.step | (fresh ? NEWS.layout : 0) | newsOf(before, snapshot);
    return this.linked | order | balanced(snapshot) | stepFeatures(moment, accessed) | news;
  }

  private layOut(sameMappings: boolean): void {
    const { layout, world } = this;
    const { links } = layout;
    layout.read(this.snapshot, world);
    // Where only leaf tables hold something else, the same mappings stand behind the same links.
    if (!sameMappings || links !== layout.links) this.attach(world);
  }

  /** Finds what stands behind each link. */
  private attach(world: World): void {
    const { mms, links } = this.layout;
    this.slots = [];
    this.hosts = [];
    if (this.orphanHosts.length > 0) this.orphanHosts = [];
    let features = world.ended.size > 0 ? INSPECTION.ended : 0;
    let next = 0;
    let stray = false;
    for (let i = 0; i < mms.length; i++) {
      const mm = mms[i]!;
      const region = mm.host ? regionOf(world, mm.host, mms, i) : undefined;
      if (region) this.hosts.push({ region, mm });
      else if (mm.host) this.orphanHosts.push(mm);
      const owner = world.processes.get(mm.process ?? '');
      if (owner !== undefined && owner.mappings.length === 0) features |= INSPECTION.idle;
      for (; next < links.length && links[next]!.mm === mm; next++) {
        const link = links[next]!;
        features |= this.attachLink(link, owner, region, mm.host);
        stray ||= !link.region && !link.mapping && mm.process !== null;
      }
    }
    if (world.traits.owner === 'domain') features |= this.attachHidden(world);
    this.mixedLeaves = mixedLeaves(links);
    if (this.orphanHosts.length > 0 || this.mixedLeaves.length > 0) features |= ANY_REASON;
    this.guestsCounted = guestsCounted(this.hosts);
    this.linked = features | this.ofSlots() | (stray || this.mixedLeaves.length > 0 ? 0 : ORDER.orderly);
  }

  /** The links of the hidden mms of domains belong to the regions of their domain. */
  private attachHidden(world: World): number {
    const before = this.slots.length;
    for (const mm of hiddenMms(this.layout)) {
      const domain = domainOf(this.links, mm);
      for (const link of domain === 0 ? [] : this.links) {
        if (link.mm !== mm) continue;
        link.region = regionOfDomain(world, domain, link.slot);
        if (link.region) share(this.slots, link, link.region);
      }
    }
    return this.slots.length > before ? INSPECTION.region : 0;
  }

  /** What the slots of regions have about them, and what of them is in order. */
  private ofSlots(): number {
    let features = 0;
    let order = ORDER.unsplit | ORDER.followed;
    for (const { region, links, split, guest, guests, guestsSplit, host } of this.slots) {
      if (links > 1) features |= INSPECTION.paired;
      if (guests > 1) features |= INSPECTION.guestsPaired;
      if (region.sharers > 1) features |= INSPECTION.several;
      if (split) order &= ~ORDER.unsplit;
      const serves = guest && hostOf(this.hosts, region);
      if (!serves) continue;
      features |= INSPECTION.hosted;
      if (guestsSplit || host?.mm !== serves || host.leaf !== guest.leaf) order &= ~ORDER.followed;
    }
    return features | order;
  }

  private attachLink(link: Link, owner: ProcessState | undefined, served: Region | undefined, host: HostShot | null): number {
    const { slotPages } = this.world;
    const from = link.slot * slotPages;
    const mapping = owner && mappingIn(owner, from, from + slotPages);
    const region = owner ? mapping?.region : served;
    link.mapping = mapping;
    link.region = region;
    link.shared = undefined;
    link.within = link.slot;
    if (region?.named) link.within -= Math.floor((mapping ? mapping.base : host!.startPage) / slotPages);
    if (region) share(this.slots, link, region);
    return (region ? INSPECTION.region : 0) | (mapping ? mapping.reasons : 0);
  }
}

/** A host without a region, or a table reached from two regions, concerns every rule on who may share. */
const ANY_REASON = Object.values(REASONS).reduce((all, bit) => all | bit, 0);

/** Whatever number of guests a host counts is the number of mappings that share. */
function guestsCounted(hosts: readonly HostOf[]): boolean {
  for (const { region, mm } of hosts) {
    const guests = mm.host?.guests;
    if (guests !== undefined && guests !== region.sharers) return false;
  }
  return true;
}

/** The mm that hosts a region. */
export function hostOf(hosts: readonly HostOf[], region: Region): MmShot | undefined {
  for (const h of hosts) if (h.region === region) return h.mm;
  return undefined;
}

/** As many tables as are shown were allocated and not freed. */
function balanced({ counts, tables }: Snapshot): number {
  const { tablesAllocated, tablesFreed } = counts ?? NO_COUNTS;
  if (tablesAllocated === undefined || tablesFreed === undefined || tables.length === 0) return 0;
  return tablesAllocated - tablesFreed === tables.length ? ORDER.balanced : 0;
}

const NO_COUNTS: Counts = {};

function newsOf(before: Snapshot | undefined, now: Snapshot): number {
  const tlb = before?.tlb === now.tlb ? 0 : NEWS.tlb;
  const caches = before?.caches === now.caches ? 0 : NEWS.caches;
  return tlb | caches | (sameTableCounts(before?.counts, now.counts) ? 0 : NEWS.counts);
}

function stepFeatures({ call, seen }: Moment, accessed: number): number {
  if (seen.result === 'refused') return STEP.refused;
  if (accessed >= 0) return STEP.accessed;
  const protects = call.call === 'mprotect' || call.call === 'mshare_protect';
  return protects && seen.result === 'done' ? STEP.protected : 0;
}

/** @param at where the host stands among the mms */
function regionOf(world: World, host: HostShot, mms: readonly MmShot[], at: number): Region | undefined {
  if (hasNamedRegions(world)) return namedRegionOf(world, host, mms, at);
  for (const r of world.regions)
    if (r.start === host.startPage && r.pages === host.pages && r.offset === host.offsetPage && r.file.name === host.file) return r;
  return undefined;
}

/** Where regions have no names, all are of one. Hosts of one name serve regions in the order in which these were made: those that are kept, where there are no more hosts. */
function namedRegionOf(world: World, { file }: HostShot, mms: readonly MmShot[], at: number): Region | undefined {
  const nameless = world.traits.doorway === 'syscalls';
  const likewise = ({ host }: MmShot): boolean => host !== null && (nameless || host.file === file);
  const all = world.regions.filter((r) => r.named && (nameless || r.file.name === file));
  const kept = all.filter((r) => isKept(world, r));
  return (mms.filter(likewise).length > kept.length ? all : kept)[mms.slice(0, at).filter(likewise).length];
}

/** The mapping in a slot: the one that shares, where several small ones lie there. */
function mappingIn({ mappings }: ProcessState, from: number, to: number): Mapping | undefined {
  let found: Mapping | undefined;
  for (let i = 0; i < mappings.length; i++) {
    const m = mappings[i]!;
    if (m.start < to && m.end > from && (!found || m.region)) found = m;
  }
  return found;
}

const NONE_MIXED: readonly (readonly Link[])[] = [];

/** Leaf tables with links of different regions, or of none: each with all its links. */
function mixedLeaves(links: readonly Link[]): readonly (readonly Link[])[] {
  let leaves: Set<TableShot> | undefined;
  for (let i = 0; i < links.length; i++) if (clashes(links, i)) (leaves ??= new Set()).add(links[i]!.leaf);
  return leaves ? [...leaves].map((leaf) => links.filter((link) => link.leaf === leaf)) : NONE_MIXED;
}

/** Some later link leads to the same table without being of the same region. */
function clashes(links: readonly Link[], i: number): boolean {
  const { leaf, region } = links[i]!;
  for (let k = i + 1; k < links.length; k++) {
    const other = links[k]!;
    if (other.leaf === leaf && (region === undefined || other.region !== region)) return true;
  }
  return false;
}

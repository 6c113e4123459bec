/** An author of traces on mshare(): the first who shares under a name maps memory and gives it, the others attach. */
import { toHex } from '../schemas/address.ts';
import type { MapFlags, OpenFlags, Prot } from '../schemas/generated/types.ts';
import { type Actor, Author, type Mapped } from './author.ts';
import type { Choice } from './choice.ts';

const RW: Prot = ['PROT_READ', 'PROT_WRITE'];
const MODE = 384;

export class MshareAuthor extends Author {
  /** The region that all like to share; now and then another name, place, size or access. */
  override mapRegion(p: Actor, c: Choice): void {
    const odd = c.weighted([14, 2, 1, 1, 2]);
    const file = this.shared[odd === 1 ? 1 : 0];
    const isNew = !this.isMade(file);
    const page = this.buf + (odd === 2 ? this.span : 0);
    const pages = odd === 3 ? 2 * this.span : this.span;
    const flags: OpenFlags = isNew || (odd === 4 && c.below(2) === 1) ? ['O_RDWR', 'O_CREAT'] : [odd === 4 ? 'O_RDONLY' : 'O_RDWR'];
    const range: Mapped = { page, pages, kind: 'region' };
    if (isNew) this.fill(p, c, range);
    const place = { addr: this.place(page, 0), length: toHex(pages, 0, this.shift) };
    this.steps.push({ call: 'mshare', process: p.name, file, ...place, flags, mode: MODE });
    if (!isNew) p.mapped = [...p.mapped.filter((other) => other.page !== page), range];
  }

  override unlink(p: Actor, c: Choice): void {
    this.steps.push({ call: 'mshare_unlink', process: p.name, file: this.shared[c.weighted([6, 1])]! });
  }

  /** The files of regions are to be read. */
  protected override descriptor(p: Actor, file: string, c: Choice): string {
    if (file === 'db' || p.descriptors.has(file)) return super.descriptor(p, file, c);
    const as = `fd${this.handles++}`;
    this.steps.push({ call: 'open', process: p.name, file, flags: ['O_RDONLY'], as });
    p.descriptors.set(file, as);
    return as;
  }

  private isMade(file: string): boolean {
    return this.steps.some((step) => step.call === 'mshare' && step.file === file);
  }

  /** What is given: memory throughout, common or private, or a file at its beginning. */
  private fill(p: Actor, c: Choice, range: Mapped): void {
    const kind = c.weighted([6, 2, 2]);
    const flags: MapFlags = [kind === 1 ? 'MAP_PRIVATE' : 'MAP_SHARED', 'MAP_FIXED', 'MAP_ANONYMOUS'];
    this.map(p, c, 'db', range, RW, flags, '0x0');
    if (kind === 2) this.map(p, c, 'db', { ...range, pages: this.slot }, RW, ['MAP_SHARED', 'MAP_FIXED'], '0x0');
    p.mapped = [...p.mapped.filter((other) => other.page !== range.page), range];
    if (c.below(2) === 1) this.store(p, c);
  }
}

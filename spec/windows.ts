/** Windows: mappings that show a region which is an object of its own, each at an address of its own. */
import type { Placed } from './named.ts';
import { type FileState, type Mapping, mappingLike } from './world.ts';

/** What stands in the region behind a page of a window; undefined where the mapping is no window. */
export function placedBehind({ region, base }: Mapping, page: number): Placed | undefined {
  return region?.named?.contents.at(page - base);
}

/** The object behind a page of a window, and the page of it; undefined for a hole. */
export function objectAt({ region, base }: Mapping, page: number): { readonly file: FileState; readonly page: number } | undefined {
  const { file, shift } = region!.named!.contents.at(page - base);
  return file && { file, page: page - base + shift };
}

/**
 * The mapping of the object that stands behind a page of a window, as if it had been mapped there by itself with the protection that
 * the region gives it; undefined for a hole. Another mapping is given back as it is.
 */
export function seenThrough(mapping: Mapping, page: number): Mapping | undefined {
  const { region } = mapping;
  if (!region?.named) return mapping;
  const object = objectAt(mapping, page);
  if (!object) return undefined;
  const { copies, writable } = region.named.contents.at(page - mapping.base);
  const piece = mappingLike(
    { ...mapping, file: object.file, shared: copies === undefined, mayWrite: writable, copies },
    mapping.start,
    mapping.end,
    0,
  );
  piece.offset = object.page - (page - mapping.start);
  piece.base = mapping.base;
  piece.region = region;
  return piece;
}

/** The objects that a mapping shows, each once. */
export function objectsOf({ file, region }: Mapping): Iterable<FileState> {
  if (!region?.named) return [file];
  return new Set(region.named.contents.all().flatMap((placed) => placed.file ?? []));
}

/** What stands in the region behind a range of pages of a window; nothing where the mapping is no window. */
export function placedIn({ region, base, start, end }: Mapping, from: number, to: number): readonly Placed[] {
  if (!region?.named) return [];
  const { contents } = region.named;
  const first = Math.max(from, start) - base;
  const last = Math.min(to, end) - base;
  return [first, ...contents.begins().filter((page) => page > first && page < last)].map((page) => contents.at(page));
}

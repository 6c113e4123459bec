/** Pages of a region that hold nothing, as seen through a window. */
import type { AccessView } from './access.ts';
import { FAULT } from './claims.ts';
import type { How } from './named.ts';
import type { Claim } from './rule.ts';
import { placedBehind } from './windows.ts';

/** The access faults, where the page is empty for this reason. */
export function inHole({ window, page }: AccessView, how: How): Claim | undefined {
  return placedBehind(window!, page)?.how === how ? FAULT : undefined;
}

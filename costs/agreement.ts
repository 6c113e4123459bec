import type { Seat } from './manner.ts';
import type { Play } from './play.ts';

/**
 * A change of protection that binds its caller alone, made by all. The first one tells the others and waits. Each of them wants to make
 * an access, and when it next runs it has to handle the message first: it calls mprotect itself and acknowledges. The first one goes on
 * when it has heard from all. Everybody has one turn after the other.
 */
export function agree(play: Play, seats: readonly Seat[], change: (seat: Seat) => void): void {
  const [first, ...others] = seats;
  if (first === undefined) return;
  change(first);
  const told = new Set<Seat>();
  for (const other of others) {
    play.send();
    told.add(other);
  }
  let missing = others.length;
  const waiting = new Set(seats);
  while (waiting.size > 0)
    for (const seat of seats.filter((one) => waiting.has(one))) {
      if (told.delete(seat)) {
        change(seat);
        play.send();
        missing--;
        play.block();
      } else if (seat === first && missing > 0) play.block();
      else {
        play.load(seat, 0);
        waiting.delete(seat);
      }
    }
}

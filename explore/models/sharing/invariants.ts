/** What holds in every state of the sharing model. */
import type { Invariant } from '../../model.ts';
import { aliveBit, attachedBit, blockAt, entryAt, linkBits } from './layout.ts';
import type { Layout } from './layout.ts';

/** Holds for all files: `processes` is word 0, `host` the word of the file. */
function forFiles(layout: Layout, name: string, holds: (processes: number, host: number, file: number) => boolean): Invariant {
  return {
    name,
    holds(words, at) {
      for (let f = 0; f < layout.files; f++) if (!holds(words[at]!, words[at + 1 + f]!, f)) return false;
      return true;
    },
  };
}

function countsGuests(layout: Layout): Invariant {
  return forFiles(layout, 'a host counts its guests', (processes, host, file) => {
    let guests = 0;
    for (let p = 0; p < layout.processes; p++) if ((processes & attachedBit(layout, p, file)) !== 0) guests++;
    return (host & layout.referenceMask) === guests;
  });
}

function attachedAreAlive(layout: Layout): Invariant {
  return forFiles(layout, 'who is attached is alive', (processes, _, file) => {
    for (let p = 0; p < layout.processes; p++) {
      if ((processes & attachedBit(layout, p, file)) !== 0 && (processes & aliveBit(layout, p)) === 0) return false;
    }
    return true;
  });
}

/** Whether the host has the leaf table of a block. */
function hasTable(layout: Layout, host: number, block: number): boolean {
  return (host & (4 << blockAt(layout, block))) !== 0;
}

function linksLead(layout: Layout): Invariant {
  return forFiles(layout, 'a link leads to a table of the host', (processes, host, file) => {
    for (let p = 0; p < layout.processes; p++) {
      if ((processes & linkBits(layout, p, file)) === 0) continue;
      if ((processes & attachedBit(layout, p, file)) === 0) return false;
      for (let b = 0; b < layout.blocks; b++) {
        if ((processes & linkBits(layout, p, file, b)) !== 0 && !hasTable(layout, host, b)) return false;
      }
    }
    return true;
  });
}

function nothingLeaks(layout: Layout): Invariant {
  return forFiles(layout, 'no table without a host, no entry without a table', (_, host) => {
    for (let b = 0; b < layout.blocks; b++) {
      if (hasTable(layout, host, b)) {
        if ((host & layout.live) === 0) return false;
      } else if ((host >>> entryAt(layout, b, 0)) % 4 ** layout.pages !== 0) return false;
    }
    return true;
  });
}

function entriesGrantWhatIsAllowed(layout: Layout): Invariant {
  return forFiles(layout, 'no entry grants more than its block', (_, host) => {
    for (let b = 0; b < layout.blocks; b++) {
      const protection = (host >>> blockAt(layout, b)) & 3;
      for (let g = 0; g < layout.pages; g++) if (((host >>> entryAt(layout, b, g)) & 3) > protection) return false;
    }
    return true;
  });
}

export function invariantsOf(layout: Layout): readonly Invariant[] {
  return [
    countsGuests(layout),
    forFiles(
      layout,
      'a host lives as long as it has guests',
      (_, host) => ((host & layout.live) !== 0) === (host & layout.referenceMask) > 0,
    ),
    attachedAreAlive(layout),
    linksLead(layout),
    nothingLeaks(layout),
    entriesGrantWhatIsAllowed(layout),
  ];
}

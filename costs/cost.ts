/** What something costs: counted while it is performed, never computed. */
export interface Cost {
  /** System calls. Loads and stores are none, and messages are counted apart. */
  readonly calls: number;
  /** Times that the kernel was entered by a load or a store, those that end in a signal included. */
  readonly faults: number;
  /** Bytes of all page tables, at the end; of a whole scenario, at its height. */
  readonly tableBytes: number;
  /** The same of leaf tables alone. */
  readonly leafBytes: number;
  /** Times that one CPU was told to forget a range of one address space. */
  readonly flushes: number;
  /** Leaf entries that were changed. */
  readonly entriesWritten: number;
  /** Between processes, acknowledgements included. */
  readonly messages: number;
  /** Accesses that had to wait for a message to be handled or acknowledged. */
  readonly blockedAccesses: number;
}

export const NO_COST: Cost = {
  calls: 0,
  faults: 0,
  tableBytes: 0,
  leafBytes: 0,
  flushes: 0,
  entriesWritten: 0,
  messages: 0,
  blockedAccesses: 0,
};

/** One after the other: what is counted adds up, and of bytes the larger number stays. */
export function plus(a: Cost, b: Cost): Cost {
  return {
    calls: a.calls + b.calls,
    faults: a.faults + b.faults,
    tableBytes: Math.max(a.tableBytes, b.tableBytes),
    leafBytes: Math.max(a.leafBytes, b.leafBytes),
    flushes: a.flushes + b.flushes,
    entriesWritten: a.entriesWritten + b.entriesWritten,
    messages: a.messages + b.messages,
    blockedAccesses: a.blockedAccesses + b.blockedAccesses,
  };
}

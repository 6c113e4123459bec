/** What a part of `npm run bench -- explore` gives. A new comparison is a file with a `Section`, and its line in `bench/explore.ts`. */

/** One tool on one workload. */
export interface Row {
  readonly workload: string;
  readonly tool: string;
  /** How it was told to work. */
  readonly options: string;
  readonly states?: number;
  readonly transitions?: number;
  /** On the clock and on the CPUs, of the whole process; compilers are not in it unless `options` says so. */
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Of the state store, links and table included, divided by the states; where the tool tells it. */
  readonly bytesPerState?: number;
  /** The most memory that the process had. */
  readonly peakMegabytes?: number;
  /** What else it found. */
  readonly note?: string;
  /** Why the result is wrong: other numbers than expected, or no result. */
  readonly wrong?: string;
}

/** A ratio that is asked for. A low one is printed, and is no failure: machines differ. */
export interface Bar {
  readonly what: string;
  readonly asked: number;
  readonly measured: number;
}

export interface Skipped {
  readonly what: string;
  readonly reason: string;
  readonly hint: string;
}

export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly bars: readonly Bar[];
  readonly skipped: readonly Skipped[];
}

export interface Counts {
  readonly states: number;
  readonly transitions: number;
}

/** The reason why counts are wrong, if they are. */
export function wrongCounts(found: Counts | undefined, expected: Counts): { wrong: string } | undefined {
  if (!found) return { wrong: 'no counts in its output' };
  if (found.states === expected.states && found.transitions === expected.transitions) return undefined;
  return { wrong: `expected ${expected.states} states and ${expected.transitions} transitions` };
}

/** Of the rows of one tool on one workload, the one with the least CPU time: what others do on the machine only adds to it. */
export function best(rows: readonly Row[]): Row {
  const [first, ...others] = rows;
  if (!first) throw new Error('no rows to choose from');
  return others.reduce((least, row) => (row.cpuSeconds < least.cpuSeconds ? row : least), first);
}

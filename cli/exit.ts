/** Exit codes. Every command keeps to them, and every help text names them. */
export const EXIT = {
  ok: 0,
  violations: 1,
  input: 2,
  broken: 3,
  internal: 70,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Of commands that judge no body. `input`: what is bad input there. */
export function exitHelp(input: string): string {
  return `

Exit codes:
  0    done
  2    bad input: ${input}
  70   a fault of ptshare itself
  130  interrupted`;
}

export const EXIT_HELP = `

Exit codes:
  0    conforming, or the body does not claim the interface (not a violation)
  1    violations; nothing was judged; the run is partial; listed deviations are out of date; or wrong bodies passed
  2    bad input: an option, a trace, a report, a folder that cannot be written
  3    the body broke, and violated no rule before
  70   a fault of ptshare itself
  130  interrupted; 143 where the process was told to end`;

/** The gravest of several: violations before a broken body. */
export function gravest(codes: readonly ExitCode[]): ExitCode {
  const order: readonly ExitCode[] = [EXIT.interrupted, EXIT.terminated, EXIT.violations, EXIT.broken, EXIT.input];
  return order.find((code) => codes.includes(code)) ?? EXIT.ok;
}

/** What stands before the story in a program: its names, its files, and its processes. */
import type { Trace } from '../../schemas/generated/types.ts';
import { filesOf, isHigh, namesInMsharefs, processesOf, trialOf, usesFlag, usesHugePages } from './fit.ts';
import { usesRegions } from './region-steps.ts';
import { quoted } from './names.ts';
import type { Scribe } from './steps.ts';
import { long } from './request.ts';

export function constants(trace: Trace, scribe: Scribe, tests: number): string {
  const names = [...processesOf(trace).map((name) => [scribe.process(name), name] as const), ...probes(trace)];
  const cpus = 1 + Math.max(0, ...trace.steps.map((step) => step.cpu ?? 0));
  const regions = Object.entries(trace.regions ?? {}).map(([name, at = '0x0']) => `#define ${scribe.names.of('ADDR_', name)} ${long(at)}`);
  return [
    `#define TESTS ${tests}`,
    '/* CPUs that the steps name. */',
    `#define CPUS ${cpus}`,
    '/* User space of five levels of tables, rather than of four. */',
    `#define HIGH ${isHigh(trace)}`,
    `#define PAGE_BYTES ${usesHugePages(trace) ? '(2UL << 20)' : '4096UL'}`,
    ...regions,
    '',
    `enum { ${names.map(([name]) => name).join(', ')}, PROCESSES };`,
    `static const char *const process_names[PROCESSES] = { ${names.map(([, name]) => quoted(name)).join(', ')} };`,
    ...(usesRegions(trace) ? regionNames(trace, scribe) : []),
    '',
  ].join('\n');
}

/** Names in msharefs by number: an address of theirs would be another one in a program that has begun anew. */
function regionNames(trace: Trace, scribe: Scribe): string[] {
  const inMsharefs = namesInMsharefs(trace);
  const numbers = ['EMPTY_NAME', 'TOO_LONG_NAME', 'BAD_NAME', ...inMsharefs.map((name) => scribe.names.of('NAME_', name)), 'NAMES'];
  return [
    `#define ON_MSHAREFS ${inMsharefs.length > 0}`,
    `enum { ${numbers.join(', ')} };`,
    `static const char *const names[NAMES] = { ${['""', 'NULL', 'NULL', ...inMsharefs.map((name) => quoted(name))].join(', ')} };`,
  ];
}

function probes(trace: Trace): (readonly [string, string])[] {
  if (!usesFlag(trace)) return [];
  return [
    ['PROBE_A', 'probe A'],
    ['PROBE_B', 'probe B'],
  ];
}

/** Descriptors of the files, and what the steps keep. */
export function globals(trace: Trace, scribe: Scribe): string {
  const files = ordinary(trace).map(([name]) => `static int ${scribe.names.of('file_', name)};`);
  const kept = [...scribe.variables].map(([name, type]) => `static ${type} ${name};`);
  return [...files, ...kept, ''].join('\n');
}

export function begin(trace: Trace, scribe: Scribe): string {
  const files = ordinary(trace).map(([name, { size, content }]) => {
    const words = [quoted(name), long(size), String(content === 'page-numbers')];
    return `\t${scribe.names.of('file_', name)} = make_file(${words.join(', ')});`;
  });
  const spawns = trace.processes.map((name) => `\tspawn(${scribe.process(name)});`);
  return [
    'static void begin(void)',
    '{',
    '\tneed_levels();',
    ...(usesHugePages(trace) ? [`\tneed_huge_pages(${hugePages(trace)});`] : []),
    ...(usesFlag(trace) ? ['\tlearn_own_memory();', '\tsharing = shares_tables();'] : []),
    ...(trialOf(trace) === undefined ? [] : ['\tneed_interface();']),
    ...files,
    '\tlearn_own_memory();',
    ...spawns,
    '}',
    '',
  ].join('\n');
}

/** Files that are there before the first step. */
function ordinary(trace: Trace): ReturnType<typeof filesOf> {
  return filesOf(trace).filter(([, { on }]) => on === undefined);
}

/** As many as the steps may touch, at most. */
function hugePages(trace: Trace): number {
  const filled = filesOf(trace).reduce(
    (sum, [, { size, content }]) => sum + (content === 'page-numbers' ? Number(BigInt(size) >> 21n) : 0),
    0,
  );
  return filled + trace.steps.filter((step) => step.call === 'load' || step.call === 'store').length;
}

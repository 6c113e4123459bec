/** What stands before the story in a program: its names, its files, and its processes. */
import type { Trace } from '../../schemas/generated/types.ts';
import { filesOf, isHigh, processesOf, usesFlag, usesHugePages } from './fit.ts';
import { quoted } from './names.ts';
import type { Scribe } from './steps.ts';
import { long } from './steps.ts';

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
    '',
  ].join('\n');
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
  const files = Object.keys(trace.files).map((name) => `static int ${scribe.names.of('file_', name)};`);
  const kept = [...scribe.variables].map(([name, type]) => `static ${type} ${name};`);
  return [...files, ...kept, ''].join('\n');
}

export function begin(trace: Trace, scribe: Scribe): string {
  const files = filesOf(trace).map(([name, { size, content }]) => {
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
    ...files,
    '\tlearn_own_memory();',
    ...spawns,
    '}',
    '',
  ].join('\n');
}

/** As many as the steps may touch, at most. */
function hugePages(trace: Trace): number {
  const filled = filesOf(trace).reduce(
    (sum, [, { size, content }]) => sum + (content === 'page-numbers' ? Number(BigInt(size) >> 21n) : 0),
    0,
  );
  return filled + trace.steps.filter((step) => step.call === 'load' || step.call === 'store').length;
}

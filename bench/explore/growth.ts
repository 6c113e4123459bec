/** How the sharing model grows from 2 to 4 processes, and how long each tool takes for it; Murphi for the sizes that it does in seconds. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseBounds } from '../../explore/models/sharing/bounds.ts';
import { findPackage } from '../../suites/root.ts';
import { runOwn } from './own.ts';
import { compileRumur, runRumur } from './rumur.ts';
import type { Counts, Row, Section } from './section.ts';
import { sharingPromela } from './sharing-promela.ts';
import { asSpinCounts } from './sharing.ts';
import { SPIN_CANDIDATES, compileSpin, runSpin } from './spin.ts';
import { withoutRumur, withoutSpin } from './tools.ts';
import type { Tools } from './tools.ts';

interface Size {
  readonly bounds: string;
  readonly flat: Counts;
  readonly folded: Counts;
}

const SIZES: readonly Size[] = [
  { bounds: '2x1x2x2', flat: { states: 6055, transitions: 150_636 }, folded: { states: 3420, transitions: 87_197 } },
  { bounds: '3x1x2x2', flat: { states: 38_147, transitions: 1_340_065 }, folded: { states: 9647, transitions: 345_559 } },
  { bounds: '4x1x2x2', flat: { states: 229_075, transitions: 10_553_628 }, folded: { states: 22_053, transitions: 1_027_095 } },
];
/** Murphi takes minutes for the next one without folding. */
const MOST_FOR_MURPHI = '3x1x2x2';

function ownRows({ bounds, flat, folded }: Size): Row[] {
  const workload = `sharing ${bounds}`;
  return [
    runOwn({ workload, model: 'sharing', bounds, expected: flat }),
    runOwn({ workload, model: 'sharing', bounds, fold: true, expected: folded, unfolded: flat.states }),
  ];
}

function spinRow(folder: string, { bounds, flat }: Size): Row {
  const verifier = compileSpin(folder, `growth-${bounds}`, sharingPromela(parseBounds(bounds)), SPIN_CANDIDATES.breadth);
  return runSpin(`sharing ${bounds}`, verifier, asSpinCounts(flat));
}

function murphiRows(folder: string, { bounds, flat, folded }: Size): Row[] {
  const source = readFileSync(join(findPackage().root, 'bench', 'peers', 'sharing.m'), 'utf8');
  return [false, true].map((fold) =>
    runRumur(`sharing ${bounds}`, compileRumur(folder, source, parseBounds(bounds), fold), fold ? folded : flat),
  );
}

export function growthSection(folder: string, tools: Tools): Section {
  const skipped = [...withoutSpin(tools, 'growth'), ...withoutRumur(tools, 'growth')];
  const hasSpin = withoutSpin(tools, '').length === 0;
  const hasRumur = withoutRumur(tools, '').length === 0;
  const rows = SIZES.flatMap((size) => [
    ...ownRows(size),
    ...(hasSpin ? [spinRow(folder, size)] : []),
    ...(hasRumur && size.bounds <= MOST_FOR_MURPHI ? murphiRows(folder, size) : []),
  ]);
  return { title: 'From 2 to 4 processes', rows, bars: [], skipped };
}

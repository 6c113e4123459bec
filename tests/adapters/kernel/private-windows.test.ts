/**
 * A kernel with the interface of msharefs-ioctl, which shares data and no tables: a module that is loaded into Debian's kernel. What it
 * does wrong is found, all of it and nothing else.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { conform } from '../../../conform.ts';
import type { Report } from '../../../schemas/generated/types.ts';
import { stories } from './here.ts';
import { compileModule, withoutModule } from './own-kernel-module.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

/** Of tables that are private. */
const PRIVATE_TABLES = ['leaf-tables-flat', 'one-table-per-slot', 'presence-follows-table'];
/** What the head of the module says that it leaves out. */
const LEFT_OUT = [
  'attach-whole',
  'entry-obeys-protection',
  'fault-kind',
  'owner-exit-empties',
  'place-within-region',
  'placed-protection-decides',
  'remove-clears-for-all',
  'success-owed',
  'truncate-reaches-all',
];
/** Some of what it does as it should: data of all windows, changes that reach every CPU, errors. */
const KEPT = ['stores-seen-by-sharers', 'unplaced-unreachable', 'hole-faults', 'info-shows-unit', 'size-set-once', 'errno-permitted'];

describe.skipIf(withoutModule('6.1') !== undefined)('a kernel whose windows have tables of their own', () => {
  let report: Report;
  const place = mkdtempSync(join(tmpdir(), 'ptshare-test-'));
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  beforeAll(async () => {
    const body = `qemu:?module=${compileModule('private_windows.c', place)}`;
    report = await conform(await stories(['msharefs-ioctl']), body, { generation: 'msharefs-ioctl' });
  });

  it('has the interface, by its effect', () => {
    expect(report.body.description.generations).toContain('msharefs-ioctl');
    expect(report.body.description.evidence?.['msharefs-ioctl']).toBe(
      'two processes see the same byte of a region, and reach different leaf tables for it',
    );
    // The same file system, and another interface.
    expect(report.body.description.generations).not.toContain('msharefs');
    expect(report.body.description.evidence?.['msharefs']).toBe('mmap is refused with EINVAL');
    expect(report.body.description.evidence?.['mshare-call']).toMatch(/^mshare cannot be made: /u);
  });

  it('is found to share no tables, and to lack what it lacks', () => {
    expect(report.broken).toEqual([]);
    expect(report.traces.complete).toBeGreaterThan(70);
    expect(report.violations.map(({ rule }) => rule).toSorted()).toEqual([...PRIVATE_TABLES, ...LEFT_OUT].toSorted());
  });

  it('is found to keep what it keeps', () => {
    const held = report.rules.filter(({ verdict }) => verdict === 'held').map(({ id }) => id);
    expect(held).toEqual(expect.arrayContaining(KEPT));
    expect(held.length).toBeGreaterThanOrEqual(34);
  });
});

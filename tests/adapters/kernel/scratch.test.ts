/** Where the files of a machine go, and what is said where there is no room. */
import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../../../adapters/kernel/scratch.ts';
import { folder } from '../../cli/shell.ts';

describe('a folder for a machine', () => {
  it('is made in the first place that is there and has room', () => {
    const here = folder();
    const made = scratchFolder(1, [join(here, 'absent'), here, '/']);
    expect(dirname(made)).toBe(here);
    rmSync(made, { recursive: true });
  });

  it('is not made where there is too little, with the numbers', () => {
    const here = folder();
    expect(() => scratchFolder(1e9, [here])).toThrow(
      expect.objectContaining({
        code: 'no-space',
        message: expect.stringMatching(
          new RegExp(`^a machine needs 1000000000 MiB for its memory, and free are \\d+ MiB in ${here}$`, 'u'),
        ),
        hint: expect.stringContaining('TMPDIR'),
      }),
    );
    expect(readdirSync(here)).toEqual([]);
  });
});

import { expect, test } from 'vitest';
import { render } from '../../reports/index.ts';
import { validateReport } from '../../schemas/validate.ts';
import { hostileViolation, nothingJudged, samples } from './samples.ts';

test.each([...Object.entries(samples), ['hostile', hostileViolation()] as const, ['nothing', nothingJudged()] as const])(
  'the %s report is what its schema says, and comes back from JSON unchanged',
  (_name, report) => {
    const again: unknown = JSON.parse(render('json', report));
    expect(validateReport(again)).toEqual(report);
  },
);

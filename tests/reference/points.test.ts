import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DECODE, MANUAL, RETURN, abilities } from '../../reference/index.ts';
import type { FlightCall } from '../../reference/index.ts';

interface BodySchema {
  readonly properties: { readonly calls: { readonly items: { readonly enum: readonly string[] } } };
}

/** The look at all tables is no process's call. */
function calls(): FlightCall['call'][] {
  const schema = JSON.parse(readFileSync(new URL('../../schemas/body.schema.json', import.meta.url), 'utf8')) as BodySchema;
  return schema.properties.calls.items.enum.filter((name) => name !== 'tables') as FlightCall['call'][];
}

it('says at which points calls can pause, each once', () => {
  const labels = calls().flatMap((call) => {
    const { stages } = MANUAL.kindOf({ call } as FlightCall);
    return stages.filter(({ local }) => local !== true).map(({ label }) => label);
  });
  expect(labels).not.toEqual([]);
  expect([...abilities.points].toSorted()).toEqual([DECODE, ...new Set(labels), RETURN].toSorted());
});

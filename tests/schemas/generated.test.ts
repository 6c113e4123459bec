import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { schemas } from '../../schemas/generated/schemas.ts';
import { generate } from '../../tools/generate.ts';

type Loose = Record<string, unknown>;

/** Every schema inside a schema, with its pointer. */
function* inner(schema: unknown, pointer: string): Generator<readonly [pointer: string, schema: Loose]> {
  if (typeof schema !== 'object' || schema === null) return;
  if (!Array.isArray(schema)) yield [pointer, schema as Loose];
  for (const [key, value] of Object.entries(schema)) yield* inner(value, `${pointer}/${key}`);
}

const ALL = Object.entries(schemas).flatMap(([name, schema]) => [...inner(schema, name)]);

describe('schemas/generated', () => {
  it('is what the schemas say: else run npm run generate', async () => {
    for (const [name, text] of Object.entries(await generate())) {
      expect(readFileSync(new URL(`../../schemas/generated/${name}`, import.meta.url), 'utf8') === text, name).toBe(true);
    }
  });
});

describe('every schema', () => {
  it('is valid, and compiles strictly', () => {
    const ajv = new Ajv2020({ discriminator: true, strict: true });
    // addSchema checks each against the schema of schemas, and throws.
    ajv.addSchema(Object.values(schemas));
    for (const name of Object.keys(schemas)) expect(ajv.getSchema(name), name).toBeTypeOf('function');
  });

  it.each(Object.entries(schemas))('%s has its name as $id, a title and a description', (name, schema) => {
    expect(schema).toMatchObject({ $id: name, title: expect.stringMatching(/./u), description: expect.stringMatching(/./u) });
  });

  it('is closed: no object takes properties that it does not name', () => {
    const open = ALL.filter(
      ([, schema]) =>
        'properties' in schema && typeof schema['properties'] === 'object' && schema['type'] === 'object' && !('oneOf' in schema),
    );
    expect(open.length).toBeGreaterThan(30);
    expect(open.filter(([, schema]) => schema['additionalProperties'] !== false).map(([pointer]) => pointer)).toEqual([]);
  });

  it('bounds the names of maps', () => {
    const maps = ALL.filter(([, schema]) => typeof schema['additionalProperties'] === 'object');
    expect(maps.filter(([, schema]) => !('propertyNames' in schema) || !('maxProperties' in schema)).map(([pointer]) => pointer)).toEqual(
      [],
    );
  });
});

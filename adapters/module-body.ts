/** From the exports of a user's module to a body. */
import type { Body } from '../schemas/contract.ts';

export const MODULE_CONTRACT =
  'export createBody (or a default) that is a function returning a body, or a body itself: { description, reset, step }';

/** Thrown when a module does not export a body. */
export class Unfit extends Error {}

function hasMethod(value: object, name: string): boolean {
  return typeof (value as Record<string, unknown>)[name] === 'function';
}

export function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && 'description' in value && hasMethod(value, 'reset') && hasMethod(value, 'step');
}

/** The body that a module exports. Throws Unfit, or whatever the module throws. */
export async function bodyOf(exported: Readonly<Record<string, unknown>>): Promise<Body> {
  const candidate = exported['createBody'] ?? exported['default'] ?? exported['body'];
  const body = typeof candidate === 'function' ? await (candidate as () => unknown)() : candidate;
  if (isBody(body)) return body;
  throw new Unfit(candidate === undefined ? 'it exports no createBody, default or body' : 'what it exports is not a body');
}

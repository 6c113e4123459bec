/** The text of a story as prettier lays it out, so that a file written here needs no formatting. */
import type { Trace } from '../schemas/generated/types.ts';

const WIDTH = 140;

/** JSON with two blanks for each level; what fits into a line stands in one. */
export function storyText(trace: Trace): string {
  const properties = Object.entries(trace).map(([key, value], i, all) => property(key, value, '  ', i < all.length - 1));
  return `{\n${properties.join(',\n')}\n}\n`;
}

function property(key: string, value: unknown, indent: string, comma: boolean): string {
  const head = `${indent}${JSON.stringify(key)}: `;
  return head + layOut(value, indent, head.length + (comma ? 1 : 0));
}

/** `taken`: characters that stand in the same line beside the value. */
function layOut(value: unknown, indent: string, taken: number): string {
  const line = inLine(value);
  if (typeof value !== 'object' || value === null) return line;
  if (!isTall(value) && taken + line.length <= WIDTH) return line;
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown, i) => deeper + layOut(item, deeper, deeper.length + (i < value.length - 1 ? 1 : 0)));
    return `[\n${items.join(',\n')}\n${indent}]`;
  }
  const properties = Object.entries(value).map(([key, inner], i, all) => property(key, inner, deeper, i < all.length - 1));
  return `{\n${properties.join(',\n')}\n${indent}}`;
}

function inLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const properties = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${inLine(inner)}`);
  return properties.length === 0 ? '{}' : `{ ${properties.join(', ')} }`;
}

/** Several objects of several properties each, in an array, take a line each; whatever holds them is tall too. */
function isTall(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const items: readonly unknown[] = Object.values(value);
  return (Array.isArray(value) && items.length > 1 && items.every(isLarge)) || items.some(isTall);
}

function isLarge(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 1;
}

/** The formats. To add one: a file beside these, and a line here. */
import type { Report } from '../schemas/generated/types.ts';
import type { Format, RenderOptions } from './format.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { ktap } from './ktap.ts';
import { markdown } from './markdown.ts';
import { text } from './text.ts';

export const formats = { text, json, junit, ktap, markdown } as const satisfies Record<string, Format>;
export type FormatName = keyof typeof formats;

export function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(formats, name);
}

/** A report in one format, with a newline at its end. */
export function render(format: FormatName, report: Report, options: RenderOptions = {}): string {
  return formats[format].render(report, options);
}

/** Text from outside (titles, reasons, what a body said) made safe for one line of any report. */

const ESCAPES =
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[PX^_][^\u001b]*(?:\u001b\\)?|[ -/]*[0-~])?|\u009b[0-?]*[ -/]*[@-~]/gu;
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Marks that reorder or hide text. */
const INVISIBLE = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/gu;

/** Half a character. */
const LONELY = /[\ud800-\udfff]/gu;

/** One line without escape sequences, control characters or marks that reorder text; cut at `max` characters. */
export function plain(text: string, max = 1000): string {
  const clean = text.replace(ESCAPES, '').replace(CONTROLS, ' ').replace(INVISIBLE, '').trim();
  const short = clean.length > max ? `${clean.slice(0, max - 3)}...` : clean;
  return short.replace(LONELY, '\ufffd');
}

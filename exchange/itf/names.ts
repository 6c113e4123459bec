/** Names in ITF files of traces. */

/** The parameter: the trace without its steps. Where it is named, a file is such a one. */
export const TRACE = 'ptshare::trace';
/** The step that led to a state; none before the first. */
export const STEP = 'ptshare::step';
/** What the body answered to it, where it was performed. */
export const OUTCOME = 'ptshare::outcome';
/** What the body showed after it: tables, TLBs and counts. */
export const SHOWN = 'ptshare::shown';
/** The name of the call, where tools for runs of Quint look for it. */
export const ACTION = 'mbt::actionTaken';

/** The environment of a body that is a program: no more of ours than it needs to run. */

/** The names that are passed on. */
export const PASSED = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'LC_CTYPE',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SYSTEMROOT',
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
] as const;

/** What a user wants to pass on has this prefix, and keeps it. */
export const OWN_PREFIX = 'PTSHARE_BODY_';

export function boundedEnvironment(all: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const [name, value] of Object.entries(all)) {
    if (value !== undefined && ((PASSED as readonly string[]).includes(name) || name.startsWith(OWN_PREFIX))) passed[name] = value;
  }
  return passed;
}

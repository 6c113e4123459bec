/** An object with no other properties than these, inherited ones counted, as the schemas count them. */
export function hasOnly(value: unknown, properties: ReadonlySet<string>): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  for (const name in value) if (!properties.has(name)) return false;
  return true;
}

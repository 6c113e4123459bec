/** An object with no other properties than these, inherited ones counted, as the schemas count them. */
export function hasOnly(value: unknown, properties: ReadonlySet<string>): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  for (const name in value) if (!properties.has(name)) return false;
  return true;
}

/** Up to so many are compared with each other, which is quicker than to put them into a set. */
const FEW = 8;

/** Does some item come twice? */
export function hasTwice(items: readonly unknown[]): boolean {
  if (items.length > FEW) return new Set(items).size < items.length;
  for (let i = 1; i < items.length; i++) if (items.indexOf(items[i]) < i) return true;
  return false;
}

/** Properties as a schema names them. */

/** The properties that a schema names. */
export function propertiesOf(schema: object | undefined): string[] {
  return schema !== undefined && 'properties' in schema ? Object.keys(schema.properties as object) : [];
}

/** An object with no other properties than these. */
export function hasOnly(value: unknown, properties: ReadonlySet<string>): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  for (const name in value) if (!properties.has(name)) return false;
  return true;
}

/**
 * Resources by their names, which the service compares without case: its ARNs have them in small letters, and two
 * that differ in case only cannot be.
 */
export class ByName<Resource> extends Map<string, Resource> {
  override has(name: string): boolean {
    return super.has(name.toLowerCase());
  }

  override get(name: string): Resource | undefined {
    return super.get(name.toLowerCase());
  }

  override set(name: string, resource: Resource): this {
    return super.set(name.toLowerCase(), resource);
  }

  override delete(name: string): boolean {
    return super.delete(name.toLowerCase());
  }
}

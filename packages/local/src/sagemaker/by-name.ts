/**
 * Resources by their names, which the service compares without case: its ARNs have them in small letters, and two
 * that differ in case only cannot be.
 */
export class ByName<Resource> {
  private readonly kept = new Map<string, Resource>();

  has(name: string): boolean {
    return this.kept.has(name.toLowerCase());
  }

  get(name: string): Resource | undefined {
    return this.kept.get(name.toLowerCase());
  }

  set(name: string, resource: Resource): void {
    this.kept.set(name.toLowerCase(), resource);
  }

  delete(name: string): void {
    this.kept.delete(name.toLowerCase());
  }

  values(): MapIterator<Resource> {
    return this.kept.values();
  }
}

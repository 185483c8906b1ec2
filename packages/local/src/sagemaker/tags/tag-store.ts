import { type State, unchanging } from "../../state/state.ts";

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** The tags of everything that has an ARN. */
export class TagStore {
  private readonly byArn: Map<string, ReadonlyMap<string, string>>;

  constructor(state: State) {
    this.byArn = new Map(state.keep("sagemaker/tags", () => unchanging(this.byArn)));
  }

  /** Adds tags; a key that is there gets the new value. */
  add(arn: string, tags: readonly Tag[]): void {
    const kept = new Map(this.byArn.get(arn));
    for (const { Key, Value } of tags) kept.set(Key, Value);
    if (kept.size > 0) this.byArn.set(arn, kept);
  }

  of(arn: string): readonly Tag[] {
    return [...(this.byArn.get(arn) ?? [])].map(([Key, Value]) => ({ Key, Value }));
  }

  /** The form in which events carry tags. */
  asMap(arn: string): Readonly<Record<string, string>> {
    return Object.fromEntries(this.byArn.get(arn) ?? []);
  }

  remove(arn: string, keys: readonly string[]): void {
    const kept = new Map(this.byArn.get(arn));
    for (const key of keys) kept.delete(key);
    if (kept.size > 0) this.byArn.set(arn, kept);
    else this.byArn.delete(arn);
  }

  /** Forgets everything about a resource that is deleted. */
  forget(arn: string): void {
    this.byArn.delete(arn);
  }
}

import { unchanging } from "../../state/state.ts";
import type { Shared } from "../context.ts";
import type { FeatureGroups } from "./feature-groups.ts";
import type { PutRecord } from "./record.ts";

/** The latest record of an identifier, by its event time. */
export interface StoredRecord extends PutRecord {
  readonly isDeleted: boolean;
  readonly expiresAt: Date | null;
}

/** The latest records of all feature groups. */
export class OnlineStore {
  private readonly byKey: Map<string, StoredRecord>;
  private readonly now: () => Date;

  constructor(shared: Shared, groups: FeatureGroups) {
    this.now = () => shared.now();
    this.byKey = new Map(
      shared.world.state.keep("sagemaker/feature-store-records", () => unchanging(this.byKey)),
    );
    groups.onDeleted.push((name) => {
      for (const key of [...this.byKey.keys()].filter((one) => one.startsWith(keyOf(name, "")))) {
        this.byKey.delete(key);
      }
    });
  }

  /** What is there, deleted or not; null for nothing, or what has expired. */
  latest(group: string, identifier: string): StoredRecord | null {
    const record = this.byKey.get(keyOf(group, identifier));
    return !record || (record.expiresAt !== null && record.expiresAt <= this.now()) ? null : record;
  }

  /** An older record than the one that is there changes nothing; false then. */
  put(group: string, record: StoredRecord): boolean {
    const there = this.latest(group, record.identifier);
    if (there && there.eventTime > record.eventTime) return false;
    this.byKey.set(keyOf(group, record.identifier), record);
    return true;
  }

  remove(group: string, identifier: string): void {
    this.byKey.delete(keyOf(group, identifier));
  }
}

function keyOf(group: string, identifier: string): string {
  return `${group.toLowerCase()}/${identifier}`;
}

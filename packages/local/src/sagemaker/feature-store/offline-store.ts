import { unchanging } from "../../state/state.ts";
import { s3Location } from "../containers/s3-location.ts";
import type { Shared } from "../context.ts";
import { type FeatureGroup, offlineFolder } from "./feature-group.ts";
import type { FeatureGroups } from "./feature-groups.ts";
import type { PutRecord } from "./record.ts";
import type { FeatureDefinition } from "./request.ts";

interface Waiting extends PutRecord {
  readonly group: string;
  readonly isDeleted: boolean;
  readonly invokedAt: Date;
}

/**
 * Records on their way to S3: gathered for a while, then written as Parquet, a file for each hour of their event times.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/feature-store-offline.html
 */
export class OfflineStore {
  private readonly shared: Shared;
  private readonly groups: FeatureGroups;
  /** In the order in which they came. */
  private waiting: Map<string, Waiting>;
  private count: number;
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> = Promise.resolve();

  constructor(shared: Shared, groups: FeatureGroups) {
    this.shared = shared;
    this.groups = groups;
    this.waiting = new Map(
      shared.world.state.keep("sagemaker/feature-store-waiting", () => unchanging(this.waiting)),
    );
    this.count = Math.max(0, ...[...this.waiting.keys()].map(Number));
    shared.onRestart(() => this.writeSoon());
    shared.onClose(() => this.writeAll());
  }

  add(group: FeatureGroup, record: PutRecord, isDeleted: boolean): void {
    if (!group.request.OfflineStoreConfig || group.blocked !== null) return;
    const key = String(++this.count).padStart(12, "0");
    this.waiting.set(key, { ...record, group: group.name, isDeleted, invokedAt: this.shared.now() });
    this.writeSoon();
  }

  private writeSoon(): void {
    if (this.timer !== null || this.waiting.size === 0) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.writeAll();
    }, this.shared.settings.offlineStoreDelay);
  }

  /** One after the other, so that no record is written by two. */
  private writeAll(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.writing = this.writing.then(() => this.writeBatch());
    return this.writing;
  }

  private async writeBatch(): Promise<void> {
    const batch = [...this.waiting];
    for (const [name, records] of Map.groupBy(batch, ([, { group }]) => group)) {
      const group = [...this.groups.all()].find((one) => one.name === name);
      if (group) {
        await this.write(
          group,
          records.map(([, record]) => record),
        );
      }
      for (const [key] of records) this.waiting.delete(key);
    }
  }

  private async write(group: FeatureGroup, records: readonly Waiting[]): Promise<void> {
    const { bucket, key } = s3Location(offlineFolder(group, this.shared.world));
    for (const [hour, ofHour] of Map.groupBy(records, ({ eventTime }) => hourFolder(eventTime))) {
      const latest = new Date(Math.max(...ofHour.map(({ eventTime }) => eventTime.getTime())));
      const file = `${latest.toISOString().replaceAll(/[-:]|\.\d{3}/g, "")}_${this.randomName()}.parquet`;
      await this.shared.world.objects.put(
        bucket,
        `${key}/${hour}/${file}`,
        await this.parquet(group, ofHour),
      );
    }
  }

  /** Loaded with the first record that is written: most servers have no feature group. */
  private async parquet({ request }: FeatureGroup, records: readonly Waiting[]): Promise<Uint8Array> {
    const { parquetWriteBuffer } = await import("hyparquet-writer");
    const now = this.shared.now();
    const columnData = [
      ...request.FeatureDefinitions.map((definition) =>
        columnOf(
          definition,
          records.map(({ values }) => values.get(definition.FeatureName) ?? null),
        ),
      ),
      { name: "write_time", type: "TIMESTAMP" as const, data: records.map(() => now) },
      {
        name: "api_invocation_time",
        type: "TIMESTAMP" as const,
        data: records.map(({ invokedAt }) => invokedAt),
      },
      { name: "is_deleted", type: "BOOLEAN" as const, data: records.map(({ isDeleted }) => isDeleted) },
    ];
    return new Uint8Array(parquetWriteBuffer({ columnData }));
  }

  private randomName(): string {
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    return Array.from(
      { length: 16 },
      () => letters[Math.floor(this.shared.world.random() * letters.length)],
    ).join("");
  }
}

function columnOf({ FeatureName: name, FeatureType }: FeatureDefinition, values: readonly (string | null)[]) {
  switch (FeatureType) {
    case "Integral":
      return {
        name,
        type: "INT64" as const,
        data: values.map((value) => (value === null ? null : BigInt(value))),
      };
    case "Fractional":
      return {
        name,
        type: "DOUBLE" as const,
        data: values.map((value) => (value === null ? null : Number(value))),
      };
    case "String":
      return { name, type: "STRING" as const, data: [...values] };
  }
}

function hourFolder(time: Date): string {
  const [year, month, day, hour] = time.toISOString().split(/[-T:]/);
  return `year=${year}/month=${month}/day=${day}/hour=${hour}`;
}

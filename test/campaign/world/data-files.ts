import { serviceError } from "../../world/sagemaker/service-error.ts";
import type { VirtualTime } from "../../world/virtual-time.ts";
import type { Waits } from "../faults/plan.ts";

const minute = 60_000;
export const dataBucket = "orchard-data";
/** Ten records, as Parquet has them. */
const tenRecords = Buffer.from(
  "UEFSMRUGFVQVWFwVFBUAFRQVABUEFQAAABQBKJwBAAAAAgAAAAMAAAAEAAAABQAAAAYAAAAHAAAACAAAAAkAAAAKAAAAFQQZLEgEcm9vdBUCABUCJQIYBHRyZWUAFhQZHBkcJggcFQIZFQAZGAR0cmVlFQIWFBZ+FoIBJgg8NgAoBAoAAAAYBAEAAAAAGRwVBhUAFQIAAAAWfhYUNoIBACgJaHlwYXJxdWV0GRwcAAAAbAAAAFBBUjE=",
  "base64",
);

/** A file, once it is there. */
interface DataFile {
  readonly key: string;
  readonly etag: string;
  /** As S3 says it. */
  readonly lastModified: Date;
}

interface Job {
  readonly name: string;
  readonly status: "Completed" | "Failed";
  readonly ended: Date;
}

interface DataFilesSettings {
  readonly time: VirtualTime;
  readonly waits: Waits;
  readonly send: (event: Readonly<Record<string, unknown>> & { readonly "detail-type": string }) => void;
}

export const featureGroup = "orchard-days";
export const exportJobs = "orchard-flow";
const folders: Readonly<Record<Exclude<Waits, "nothing">, string>> = {
  files: "labelled",
  exports: "prepared",
  "feature-group": `444455556666/sagemaker/eu-central-1/offline-store/${featureGroup}-1777873000/data`,
};

/**
 * Where data come: a file every ten minutes, eight in all. The third is put a second time later, and the fifth has the
 * time at which its long upload began. The first job of a flow fails.
 */
export class DataFiles {
  /** When each file, by its key and its content, was there first. */
  readonly appeared: { readonly name: string; readonly at: number }[] = [];
  private readonly settings: DataFilesSettings;
  private readonly files = new Map<string, DataFile>();
  private readonly jobs: Job[] = [];

  constructor(settings: DataFilesSettings) {
    this.settings = settings;
    const { time, waits } = settings;
    if (waits === "nothing") return;
    for (let number = 1; number <= 8; number++) {
      const key = `${folders[waits]}/${number}.parquet`;
      time.after((10 * number - 2) * minute, () => this.put(key, number === 5 ? 25 * minute : 0));
      if (number === 3) time.after(35 * minute, () => this.put(key, 0));
    }
    if (waits !== "exports") return;
    time.after(15 * minute, () => this.end("Failed"));
    time.after(45 * minute, () => this.end("Completed"));
  }

  /** What the services answer; undefined for what is not about data. */
  answer(operation: string, input: Readonly<Record<string, unknown>>): unknown {
    switch (operation) {
      case "ListObjectsV2":
        return input.Bucket === dataBucket ? { Contents: this.list(String(input.Prefix)) } : undefined;
      case "GetObject":
        return input.Bucket === dataBucket ? this.part(String(input.Key), String(input.Range)) : undefined;
      case "DescribeFeatureGroup":
        return {
          FeatureGroupStatus: "Created",
          OfflineStoreStatus: { Status: "Active" },
          OfflineStoreConfig: {
            S3StorageConfig: {
              S3Uri: `s3://${dataBucket}`,
              ResolvedOutputS3Uri: `s3://${dataBucket}/${folders["feature-group"]}`,
            },
          },
        };
      case "ListProcessingJobs":
        return {
          ProcessingJobSummaries: this.jobs.toReversed().map(({ name, status, ended }) => ({
            ...{ ProcessingJobName: name, ProcessingJobStatus: status, ProcessingEndTime: ended },
            ...(status === "Failed" ? { FailureReason: "no such column" } : {}),
          })),
        };
      default:
        return undefined;
    }
  }

  private list(prefix: string) {
    return [...this.files.values()]
      .filter(({ key }) => key.startsWith(prefix))
      .map(({ key, etag, lastModified }) => ({
        ...{ Key: key, ETag: etag, LastModified: lastModified },
        Size: tenRecords.byteLength,
      }));
  }

  private part(key: string, range: string) {
    if (!this.files.has(key)) throw serviceError("NoSuchKey", "The specified key does not exist.", 404);
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
    const bytes = tenRecords.subarray(Number(from), Number(to) + 1);
    return { Body: { transformToByteArray: async () => new Uint8Array(bytes) } };
  }

  private put(key: string, uploaded: number): void {
    const now = this.settings.time.now().getTime();
    const etag = `"${key}"`;
    if (!this.files.has(key)) this.appeared.push({ name: key, at: now });
    // S3 tells whole seconds.
    const lastModified = new Date(Math.floor((now - uploaded) / 1000) * 1000);
    this.files.set(key, { key, etag, lastModified });
    this.settings.send({
      ...{ source: "aws.s3", "detail-type": "Object Created", resources: [`arn:aws:s3:::${dataBucket}`] },
      detail: { bucket: { name: dataBucket }, object: { key, size: tenRecords.byteLength, etag } },
    });
  }

  private end(status: Job["status"]): void {
    const ended = this.settings.time.now();
    const name = `${exportJobs}-${this.jobs.length + 1}`;
    this.jobs.push({ name, status, ended });
    const arn = `arn:aws:sagemaker:eu-central-1:444455556666:processing-job/${name}`;
    this.settings.send({
      ...{
        source: "aws.sagemaker",
        "detail-type": "SageMaker Processing Job State Change",
        resources: [arn],
      },
      detail: {
        ...{ ProcessingJobArn: arn, ProcessingJobName: name, ProcessingJobStatus: status },
        ...(status === "Failed" ? { FailureReason: "no such column" } : {}),
        LastModifiedTime: ended.getTime(),
      },
    });
  }
}

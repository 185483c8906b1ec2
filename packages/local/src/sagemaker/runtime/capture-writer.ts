import { randomUUID } from "node:crypto";
import type { ObjectStore } from "../../world.ts";
import { keyBelow, s3Location } from "../containers/s3-location.ts";

interface CaptureFile {
  readonly bucket: string;
  readonly key: string;
  readonly lines: string[];
}

/** Gathers captured lines and writes them to S3 in files, at most one per interval, variant and hour. */
export class CaptureWriter {
  private files = new Map<string, CaptureFile>();
  private timer: NodeJS.Timeout | null = null;
  private readonly objects: ObjectStore;
  private readonly interval: number;
  private readonly log: (line: string) => void;

  /** `interval` in milliseconds. */
  constructor(objects: ObjectStore, interval: number, log: (line: string) => void) {
    this.objects = objects;
    this.interval = interval;
    this.log = log;
  }

  /** `time` is when the request came in; it decides the file's folder. */
  add(destination: string, endpoint: string, variant: string, time: Date, line: string): void {
    const [hour, rest] = timePath(time);
    const name = `${endpoint}/${variant}/${hour}`;
    const group = `${destination} ${name}`;
    const file = this.files.get(group);
    if (file) {
      file.lines.push(line);
    } else {
      const location = s3Location(destination);
      const key = keyBelow(location, `${name}/${rest}-${randomUUID()}.jsonl`);
      this.files.set(group, { bucket: location.bucket, key, lines: [line] });
    }
    this.timer ??= setTimeout(() => void this.flush(), this.interval);
  }

  /** Writes what was gathered; never rejects. */
  async flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const files = this.files;
    this.files = new Map();
    for (const { bucket, key, lines } of files.values()) {
      try {
        const body = Buffer.from(`${lines.join("\n")}\n`);
        await this.objects.put(bucket, key, body, { contentType: "application/jsonlines" });
      } catch (error) {
        this.log(`sagemaker: ${lines.length} captured requests are lost, ${String(error)}`);
      }
    }
  }
}

/** `yyyy/mm/dd/hh` and `mm-ss-mmm`, in UTC. */
function timePath(time: Date): readonly [string, string] {
  const [date = "", clock = ""] = time.toISOString().split("T");
  const [hours = "", minutes = "", seconds = ""] = clock.split(":");
  return [
    `${date.replaceAll("-", "/")}/${hours}`,
    `${minutes}-${seconds.replace(".", "-").replace("Z", "")}`,
  ];
}

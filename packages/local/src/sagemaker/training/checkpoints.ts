import { mkdir, readFile, stat } from "node:fs/promises";
import { posix, relative, sep } from "node:path";
import { pause } from "../../long-timers.ts";
import type { ObjectStore } from "../../world.ts";
import { downloadIfAny } from "../containers/download.ts";
import { inFolder } from "../containers/opt-ml.ts";
import { keyBelow, type S3Location, s3Location } from "../containers/s3-location.ts";
import { filesIn } from "../containers/upload.ts";
import { invalid } from "../errors.ts";
import type { CreateTrainingJob } from "./request.ts";

type CheckpointConfig = NonNullable<CreateTrainingJob["CheckpointConfig"]>;

const defaultPath = "/opt/ml/checkpoints";

/** Throws ServiceError for a place that is none, or that a container does not have here. */
export function checkCheckpoints({ S3Uri, LocalPath = defaultPath }: CheckpointConfig): void {
  s3Location(S3Uri);
  if (/^\/opt\/ml\/./.test(posix.normalize(LocalPath))) return;
  throw invalid(
    `Driftwheel's local SageMaker keeps checkpoints in folders below /opt/ml only; CheckpointConfig.LocalPath is "${LocalPath}". Leave it out for ${defaultPath}.`,
  );
}

/** Where a container has them; `root` stands for `/opt/ml`. */
export function checkpointFolder(root: string, { LocalPath = defaultPath }: CheckpointConfig): string {
  return inFolder(root, posix.normalize(LocalPath));
}

/**
 * Keeps a folder of a container and one in S3 alike: what is there comes into the container before it starts; from then
 * on what the container makes, changes and deletes is made, changed and deleted there.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/model-checkpoints.html
 */
export class Checkpoints {
  readonly #objects: ObjectStore;
  readonly #place: S3Location;
  readonly #uri: string;
  readonly #folder: string;
  readonly #interval: number;
  /** By path: the version of each file that is in S3. */
  readonly #copied = new Map<string, string>();

  /** `root` stands for `/opt/ml`; `interval` is in milliseconds. */
  constructor(
    objects: ObjectStore,
    config: CheckpointConfig,
    { root, interval }: { readonly root: string; readonly interval: number },
  ) {
    this.#objects = objects;
    this.#uri = config.S3Uri.replace(/\/?$/, "/");
    this.#place = s3Location(this.#uri);
    this.#folder = checkpointFolder(root, config);
    this.#interval = interval;
  }

  /** Makes the folder, and fetches what is in S3. */
  async fetch(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await downloadIfAny(this.#objects, { S3Uri: this.#uri }, this.#folder);
    for (const path of await filesIn(this.#folder)) {
      const version = await versionOf(path);
      if (version !== null) this.#copied.set(path, version);
    }
  }

  /** Does work, and copies what changes meanwhile, and once more when it is done. */
  async copyingWhile<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = new AbortController();
    const copying = this.#copyUntil(done.signal);
    // What goes wrong is told at the end of the work, and must not end the process before.
    copying.catch(() => {});
    try {
      return await work();
    } finally {
      done.abort();
      await copying;
      await this.#copyChanges();
    }
  }

  async #copyUntil(done: AbortSignal): Promise<void> {
    for (;;) {
      await pause(this.#interval, done);
      if (done.aborted) return;
      await this.#copyChanges();
    }
  }

  async #copyChanges(): Promise<void> {
    const { bucket } = this.#place;
    for (const path of await filesIn(this.#folder)) {
      const version = await versionOf(path);
      if (version === null || version === this.#copied.get(path)) continue;
      const body = await unlessGone(readFile(path));
      if (body === null) continue;
      await this.#objects.put(bucket, this.#key(path), body);
      this.#copied.set(path, version);
    }
    for (const path of this.#copied.keys()) {
      // Asked of each: a listing during which a folder was removed shows less than there is.
      if ((await versionOf(path)) !== null) continue;
      await this.#objects.delete(bucket, this.#key(path));
      this.#copied.delete(path);
    }
  }

  #key(path: string): string {
    return keyBelow(this.#place, relative(this.#folder, path).split(sep).join("/"));
  }
}

/** Another text whenever a file is another or has changed; null when there is none. */
async function versionOf(path: string): Promise<string | null> {
  const found = await unlessGone(stat(path, { bigint: true }));
  return found === null ? null : `${found.ino} ${found.size} ${found.mtimeNs}`;
}

async function unlessGone<Found>(found: Promise<Found>): Promise<Found | null> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

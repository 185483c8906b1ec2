import { createHash } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ObjectStore } from "../../world.ts";
import { unpack } from "../containers/archive.ts";
import { keyBelow, s3Location } from "../containers/s3-location.ts";

/** What an artifact became in the container: how it is asked for, and how long that took. */
export type LoadedModel = Took &
  (
    | { readonly is: "loaded"; readonly path: string }
    /** There is no such object. */
    | { readonly is: "missing"; readonly bucket: string; readonly key: string }
    /** The container could not load it. */
    | { readonly is: "refused"; readonly status: number; readonly body: string }
  );

interface Took {
  /** It was in memory already. */
  readonly hit: boolean;
  /** Milliseconds, each once for what was done for this request. */
  readonly downloaded: readonly number[];
  readonly loading: readonly number[];
  readonly unloading: readonly number[];
  /** How many models are in the container's memory now. */
  readonly count: number;
}

/** The container has no room for another model: https://docs.aws.amazon.com/sagemaker/latest/dg/mms-container-apis.html */
const noRoom = 507;
/** And this one is in its memory already. */
const isThere = 409;
/** Milliseconds that loading a model may take: https://docs.aws.amazon.com/sagemaker/latest/dg/invoke-multi-model-endpoint.html */
const longestLoading = 360_000;

/**
 * The models in one container of a multi-model endpoint: each is downloaded and loaded by the first request for it, and
 * goes from memory, the one that was asked for the longest time ago first, when the container has no room for another.
 * What was downloaded stays, so that an artifact that is overwritten is not seen.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/mms-container-apis.html
 */
export class LoadedModels {
  readonly #root: string;
  readonly #prefix: string;
  readonly #objects: ObjectStore;
  /** In the order in which they were asked for last; by the container's name of a model. */
  readonly #inMemory = new Set<string>();
  readonly #onDisk = new Set<string>();
  readonly #underWay = new Map<string, Promise<LoadedModel>>();
  /** Of the process that has them; another one has none. */
  #port: number | null = null;

  /**
   * @param root the folder that stands for `/opt/ml`
   * @param prefix `s3://bucket/prefix/`
   */
  constructor(root: string, prefix: string, objects: ObjectStore) {
    this.#root = root;
    this.#prefix = prefix;
    this.#objects = objects;
  }

  /**
   * Has the container load the artifact, unless it has.
   *
   * @param port where the container listens
   * @param target the artifact's path below the prefix
   */
  async load(port: number, target: string): Promise<LoadedModel> {
    if (port !== this.#port) this.#inMemory.clear();
    this.#port = port;
    const name = createHash("sha256").update(target).digest("hex").slice(0, 32);
    if (this.#inMemory.delete(name)) {
      this.#inMemory.add(name);
      const none = { downloaded: [], loading: [], unloading: [] };
      return { is: "loaded", path: pathOf(name), hit: true, ...none, count: this.#inMemory.size };
    }
    const loading = this.#underWay.get(name) ?? this.#loaded(port, name, target);
    this.#underWay.set(name, loading);
    try {
      return await loading;
    } finally {
      this.#underWay.delete(name);
    }
  }

  async #loaded(port: number, name: string, target: string): Promise<LoadedModel> {
    const downloaded: number[] = [];
    const loading: number[] = [];
    const unloading: number[] = [];
    const took = () => ({ hit: false, downloaded, loading, unloading, count: this.#inMemory.size });
    const folder = join(this.#root, "models", name, "model");
    if (!this.#onDisk.has(name)) {
      const began = performance.now();
      const place = s3Location(this.#prefix);
      const [bucket, key] = [place.bucket, keyBelow(place, target)];
      const archive = await this.#objects.get(bucket, key);
      if (archive === null) return { is: "missing", bucket, key, ...took() };
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
      await unpack(archive, folder);
      this.#onDisk.add(name);
      downloaded.push(performance.now() - began);
    }
    for (;;) {
      const began = performance.now();
      const { status, body } = await tell(port, "POST", "/models", target, { model_name: name, url: folder });
      if (status === 200 || status === isThere) {
        loading.push(performance.now() - began);
        this.#inMemory.add(name);
        return { is: "loaded", path: pathOf(name), ...took() };
      }
      const [oldest] = this.#inMemory;
      if (status !== noRoom || oldest === undefined) return { is: "refused", status, body, ...took() };
      const unloaded = performance.now();
      await tell(port, "DELETE", `/models/${oldest}`, target);
      this.#inMemory.delete(oldest);
      unloading.push(performance.now() - unloaded);
    }
  }
}

function pathOf(name: string): string {
  return `/models/${name}/invoke`;
}

async function tell(
  port: number,
  method: "POST" | "DELETE",
  path: string,
  target: string,
  body?: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly body: string }> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: {
      "content-type": "application/json",
      "x-amzn-sagemaker-target-model": target,
      connection: "close",
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(longestLoading),
  });
  return { status: response.status, body: await response.text() };
}

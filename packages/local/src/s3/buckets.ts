import { hash, randomUUID } from "node:crypto";
import { type Entry, type State, unchanging } from "../state/state.ts";
import type { BusEvent, ObjectStore } from "../world.ts";
import { noSuchBucket, noSuchKey, S3Error } from "./s3-error.ts";
import type { ObjectProperties, StoredObject } from "./stored-object.ts";

type Reason = "PutObject" | "CopyObject" | "CompleteMultipartUpload";

interface Bucket {
  readonly name: string;
  readonly created: Date;
  /** The region that was asked for; null of one that was made from the inside. */
  readonly location: string | null;
  readonly objects: Map<string, StoredObject>;
}

/** All buckets, in memory, and in what is kept. Every object that is written announces itself on the default event bus. */
export class Buckets implements ObjectStore {
  readonly #buckets = new Map<string, Bucket>();
  readonly #emit: (event: BusEvent) => void;
  readonly #account: string;
  #sequence = 0;

  constructor(emit: (event: BusEvent) => void, account: string, state: State) {
    this.#emit = emit;
    this.#account = account;
    const locations = state.keep("s3/bucket-locations", () => this.#locations());
    for (const [name, created] of state.keep("s3/buckets", () => this.#created())) {
      this.#buckets.set(name, { name, created, location: locations.get(name) ?? null, objects: new Map() });
    }
    for (const [place, object] of state.keep("s3/objects", () => this.#placed())) {
      this.#buckets.get(place.slice(0, place.indexOf("/")))?.objects.set(object.key, object);
    }
  }

  /** Makes a bucket; false when it was there already. */
  create(name: string, location: string | null = null): boolean {
    if (this.#buckets.has(name)) return false;
    this.#buckets.set(name, { name, created: new Date(), location, objects: new Map() });
    return true;
  }

  remove(name: string): void {
    if (this.bucket(name).objects.size > 0) {
      throw new S3Error("BucketNotEmpty", "The bucket you tried to delete is not empty", 409, {
        BucketName: name,
      });
    }
    this.#buckets.delete(name);
  }

  all(): readonly Bucket[] {
    return [...this.#buckets.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  bucket(name: string): Bucket {
    const bucket = this.#buckets.get(name);
    if (!bucket) throw noSuchBucket(name);
    return bucket;
  }

  object(bucket: string, key: string): StoredObject {
    const object = this.bucket(bucket).objects.get(key);
    if (!object) throw noSuchKey(key);
    return object;
  }

  /** Writes an object into a bucket that exists. */
  write(
    bucket: string,
    key: string,
    body: Uint8Array,
    reason: Reason,
    properties: ObjectProperties = {},
  ): StoredObject {
    const object: StoredObject = {
      key,
      body,
      etag: properties.etag ?? hash("md5", body),
      // HTTP dates have whole seconds.
      lastModified: new Date(Math.floor(Date.now() / 1000) * 1000),
      contentType: properties.contentType ?? "binary/octet-stream",
      headers: properties.headers ?? {},
      checksums: properties.checksums ?? {},
      storageClass: properties.storageClass ?? "STANDARD",
      partSizes: properties.partSizes ?? [body.byteLength],
    };
    this.bucket(bucket).objects.set(key, object);
    this.#announce(bucket, object, reason);
    return object;
  }

  erase(bucket: string, key: string): void {
    this.bucket(bucket).objects.delete(key);
  }

  async put(
    bucket: string,
    key: string,
    body: Uint8Array,
    options: { readonly contentType?: string } = {},
  ): Promise<void> {
    this.create(bucket);
    this.write(bucket, key, body, "PutObject", options);
  }

  exists(bucket: string): boolean {
    return this.#buckets.has(bucket);
  }

  async get(bucket: string, key: string): Promise<Uint8Array | null> {
    return this.#buckets.get(bucket)?.objects.get(key)?.body ?? null;
  }

  async delete(bucket: string, key: string): Promise<void> {
    this.#buckets.get(bucket)?.objects.delete(key);
  }

  async list(bucket: string, prefix: string) {
    return this.sorted(bucket, prefix).map(({ key, body, lastModified }) => ({
      key,
      size: body.byteLength,
      lastModified,
    }));
  }

  /** Objects below a prefix in S3's order, by the bytes of their keys; none when there is no such bucket. */
  sorted(bucket: string, prefix: string): readonly StoredObject[] {
    const objects = [...(this.#buckets.get(bucket)?.objects.values() ?? [])];
    return objects
      .filter(({ key }) => key.startsWith(prefix))
      .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
  }

  *#created(): Iterable<Entry<Date>> {
    for (const { name, created } of this.#buckets.values())
      yield { key: name, value: created, mark: created };
  }

  *#locations(): Iterable<Entry<string>> {
    for (const { name, location } of this.#buckets.values()) {
      if (location !== null) yield { key: name, value: location, mark: location };
    }
  }

  /** Objects by bucket and key; a bucket's name has no slash. */
  *#placed(): Iterable<Entry<StoredObject>> {
    for (const { name, objects } of this.#buckets.values()) {
      for (const { key, value } of unchanging(objects)) yield { key: `${name}/${key}`, value, mark: value };
    }
  }

  #announce(bucket: string, object: StoredObject, reason: Reason): void {
    this.#sequence += 1;
    this.#emit({
      bus: "default",
      source: "aws.s3",
      detailType: "Object Created",
      resources: [`arn:aws:s3:::${bucket}`],
      detail: {
        version: "0",
        bucket: { name: bucket },
        object: {
          key: object.key,
          size: object.body.byteLength,
          etag: object.etag,
          sequencer: (Date.now() * 4096 + (this.#sequence % 4096))
            .toString(16)
            .toUpperCase()
            .padStart(18, "0"),
        },
        "request-id": randomUUID().replaceAll("-", "").slice(0, 16).toUpperCase(),
        requester: this.#account,
        "source-ip-address": "127.0.0.1",
        reason,
      },
    });
  }
}

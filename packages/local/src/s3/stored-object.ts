/** One object: its bytes and everything S3 tells about it. */
export interface StoredObject {
  readonly key: string;
  readonly body: Uint8Array;
  /** Without the quotation marks that the protocol puts around it. */
  readonly etag: string;
  readonly lastModified: Date;
  readonly contentType: string;
  /** Headers that are kept and given back as they came: `cache-control`, `x-amz-meta-*`, ... */
  readonly headers: Readonly<Record<string, string>>;
  /** Checksums as they were sent, by header name (`x-amz-checksum-crc32`). */
  readonly checksums: Readonly<Record<string, string>>;
  /** `STANDARD` unless the writer said otherwise. */
  readonly storageClass: string;
  /** Bytes of its parts, in order; one for all that was not uploaded in parts. */
  readonly partSizes: readonly number[];
}

/** What a writer may say about an object beside its bytes. */
export interface ObjectProperties {
  readonly etag?: string;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly checksums?: Readonly<Record<string, string>>;
  readonly storageClass?: string;
  readonly partSizes?: readonly number[];
}

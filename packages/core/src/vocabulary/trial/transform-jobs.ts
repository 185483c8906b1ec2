/** How a transform job ended. */
export interface TransformJobEnd {
  readonly job: string;
  readonly arn: string;
  /** When it ended, ISO 8601 UTC. */
  readonly at: string;
  /** The SageMaker model that it used; null when that is not known. */
  readonly uses: string | null;
}

/** A model's transform jobs, as far as the ledger knows. */
export interface BatchState {
  /** When the ledger first knew what serves, ISO 8601: from then on a job is waited for. Null before. */
  readonly since: string | null;
  /** Of those that ended well, the one that ended last. */
  readonly last: TransformJobEnd | null;
  /** That none ended well in time, as people were told; null while none is missed. */
  readonly missed: { readonly sequence: number; readonly since: string } | null;
}

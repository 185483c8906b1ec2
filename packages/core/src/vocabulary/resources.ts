/** What outside an entry is about, for whoever wants to look at it. */
export interface Resources {
  /** Name of the endpoint. */
  readonly endpoint?: string;
  /** ARN of what retrains, or the name that a function was called with. */
  readonly execution?: string;
  /** ARN of the model package. */
  readonly package?: string;
}

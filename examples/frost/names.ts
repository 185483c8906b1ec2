/** What the example's resources are called. */
export const names = {
  bucket: "frost-weather",
  endpoint: "frost-prod",
  /** Of the endpoint, where inference components serve. */
  component: "frost",
  /** Of the endpoint, where it serves many models. */
  artifact: "frost.tar.gz",
  packageGroup: "frost",
  pipeline: "frost-train",
  role: "arn:aws:iam::111122223333:role/frost",
} as const;

/** Where in the bucket things lie. */
export const places = {
  /** The first champion's labelled days. */
  history: `s3://${names.bucket}/history/`,
  /** What the nights brought, batch by batch. */
  labelled: `s3://${names.bucket}/labelled/`,
  /** Which of their columns the model is asked with. */
  features: `s3://${names.bucket}/features.json`,
  /** The offline stores of feature groups. */
  featureStore: `s3://${names.bucket}/features/`,
  /** What callers log of endpoints of which SageMaker captures nothing. */
  predictions: `s3://${names.bucket}/predictions`,
  /** Artifacts of a multi-model endpoint. */
  serving: `s3://${names.bucket}/serving/`,
  /** What trainings leave. */
  trained: `s3://${names.bucket}/models/`,
  /** The endpoint's data capture. */
  capture: `s3://${names.bucket}/capture`,
} as const;

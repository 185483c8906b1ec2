/** What the example's resources are called. */
export const names = {
  bucket: "diamonds-data",
  endpoint: "diamonds-prod",
  packageGroup: "diamonds",
  pipeline: "diamonds-train",
  role: "arn:aws:iam::111122223333:role/diamonds",
  /** The registered model in MLflow. */
  registeredModel: "diamonds",
} as const;

export const capture = `s3://${names.bucket}/capture`;

/** SSM parameters of what goes from MLflow to Driftwheel, and back. */
export const parameters = {
  hookSecret: "/diamonds/hooks/mlflow",
  receiverUrl: "/diamonds/webhooks/mlflow/url",
  receiverKey: "/diamonds/webhooks/mlflow/key",
} as const;

/** Tags of a version in MLflow. */
export const tags = {
  /** The model package that is the same model. */
  package: "sagemaker_package_arn",
  /** Set by people, on the champion: why it must be trained anew. */
  retrain: "retrain",
  /** Set by the receiver: how far Driftwheel is with it. */
  state: "driftwheel_state",
} as const;

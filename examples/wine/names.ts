/** What the example's resources are called. */
export const names = {
  bucket: "wine-data",
  endpoint: "wine-prod",
  packageGroup: "wine",
  pipeline: "wine-train",
  role: "arn:aws:iam::111122223333:role/wine",
} as const;

export const capture = `s3://${names.bucket}/capture`;

/** What the example's resources are called. */
export const names = {
  bucket: "bikes-data",
  endpoint: "bikes-prod",
  packageGroup: "bikes",
  pipeline: "bikes-train",
  role: "arn:aws:iam::111122223333:role/bikes",
} as const;

export const capture = `s3://${names.bucket}/capture`;

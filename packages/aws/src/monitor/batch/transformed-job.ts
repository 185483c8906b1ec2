import { DescribeTransformJobCommand, type TransformS3DataSource } from "@aws-sdk/client-sagemaker";
import { sageMaker } from "../../clients/sagemaker.ts";
import { orNull } from "../../failure.ts";

/** What DescribeTransformJob says of a job. */
export interface TransformedJob {
  readonly status: string;
  readonly failureReason: string | null;
  /** Where its inputs lie, `s3://bucket/prefix`; null where a manifest names them. */
  readonly input: string | null;
  /** Where it writes, `s3://bucket/prefix`. */
  readonly output: string;
  /** Milliseconds since 1970; null before it began, or ended. */
  readonly began: number | null;
  readonly ended: number | null;
}

/** Null for one that does not exist. */
export async function transformedJob(name: string): Promise<TransformedJob | null> {
  const found = await orNull(() =>
    sageMaker().send(new DescribeTransformJobCommand({ TransformJobName: name })),
  );
  return (
    found && {
      status: found.TransformJobStatus ?? "InProgress",
      failureReason: found.FailureReason ?? null,
      input: inputOf(found.TransformInput?.DataSource?.S3DataSource),
      output: found.TransformOutput?.S3OutputPath ?? "",
      began: found.TransformStartTime?.getTime() ?? null,
      ended: found.TransformEndTime?.getTime() ?? null,
    }
  );
}

function inputOf(source: TransformS3DataSource | undefined): string | null {
  return source?.S3DataType === "S3Prefix" ? (source.S3Uri ?? null) : null;
}

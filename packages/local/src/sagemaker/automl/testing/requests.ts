import type {
  AutoMLJobChannel,
  CreateAutoMLJobV2Request,
  DescribeAutoMLJobV2Response,
  TabularJobConfig,
} from "@aws-sdk/client-sagemaker";
import { role } from "../../testing/images.ts";
import { type LocalSageMaker, until } from "../../testing/local-sagemaker.ts";
import { bucket, type Target } from "./harbours.ts";

let made = 0;

export function channel(more: Partial<AutoMLJobChannel>, uri: string): AutoMLJobChannel {
  return { DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: uri } }, ...more };
}

export function request(
  target: Target,
  tabular: Partial<TabularJobConfig> = {},
  more: Partial<CreateAutoMLJobV2Request> = {},
): CreateAutoMLJobV2Request {
  made += 1;
  return {
    AutoMLJobName: `harbours-${made}`,
    AutoMLJobInputDataConfig: [channel({}, `s3://${bucket}/${target}/`)],
    OutputDataConfig: { S3OutputPath: `s3://${bucket}/made/` },
    AutoMLProblemTypeConfig: {
      TabularJobConfig: {
        TargetAttributeName: target,
        CompletionCriteria: { MaxCandidates: 2 },
        ...tabular,
      },
    },
    RoleArn: role,
    ...more,
  };
}

/** Waits for the end of a job. */
export async function ended(
  { sagemaker }: LocalSageMaker,
  AutoMLJobName: string | undefined,
): Promise<DescribeAutoMLJobV2Response> {
  return await until(
    () => sagemaker.describeAutoMLJobV2({ AutoMLJobName }),
    ({ AutoMLJobStatus }) => !/InProgress|Stopping/.test(AutoMLJobStatus ?? ""),
  );
}

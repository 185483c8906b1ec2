import { DescribeEndpointCommand, DescribeEndpointConfigCommand } from "@aws-sdk/client-sagemaker";
import { GetTopicAttributesCommand } from "@aws-sdk/client-sns";
import { sageMaker } from "../clients/sagemaker.ts";
import { sns } from "../clients/sns.ts";
import { isNotFound } from "../failure.ts";

/** What an asynchronous endpoint tells, and whether there is whom the policy says that it tells. */
export interface AsynchronousSettings {
  /** Of the endpoint's config; null where it names none. */
  readonly successTopic: string | null;
  readonly errorTopic: string | null;
  readonly outputs: string | null;
  /** Of the policy's topics, those that do not exist. */
  readonly missing: readonly string[];
}

/** Null for an endpoint that answers at once. */
export async function asynchronousSettings(
  endpoint: string,
  topics: readonly string[],
): Promise<AsynchronousSettings | null> {
  const { EndpointConfigName } = await sageMaker().send(
    new DescribeEndpointCommand({ EndpointName: endpoint }),
  );
  const { AsyncInferenceConfig } = await sageMaker().send(
    new DescribeEndpointConfigCommand({ EndpointConfigName }),
  );
  if (!AsyncInferenceConfig) return null;
  const { S3OutputPath, NotificationConfig } = AsyncInferenceConfig.OutputConfig ?? {};
  return {
    successTopic: NotificationConfig?.SuccessTopic || null,
    errorTopic: NotificationConfig?.ErrorTopic || null,
    outputs: S3OutputPath || null,
    missing: (await Promise.all(topics.map(async (topic) => ((await isThere(topic)) ? [] : [topic])))).flat(),
  };
}

async function isThere(topic: string): Promise<boolean> {
  try {
    await sns().send(new GetTopicAttributesCommand({ TopicArn: topic }));
    return true;
  } catch (error) {
    // SNS says NotFoundException: https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html
    if (isNotFound(error) || (error instanceof Error && error.name === "NotFoundException")) return false;
    throw error;
  }
}

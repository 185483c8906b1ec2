/**
 * What functions will call that others of the same work are writing: derived from the contract between them. It goes
 * when they are there: then the bundles say it themselves, and whoever deletes this file sees whether they say the same.
 */
const subscriptions = ["Delete", "Get", "Put", "Update"].map((verb) => `dynamodb:${verb}Item`);
const senders = ["ssm:GetParameter"];

export const unwritten: Readonly<Record<string, readonly string[]>> = {
  drift: senders,
  retraining: senders,
  registry: senders,
  endpoint: senders,
  rollout: senders,
  sweep: senders,
  command: [
    ...senders,
    "cloudwatch:GetMetricData",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "events:PutEvents",
    "lambda:InvokeFunction",
    "sagemaker:CreateEndpointConfig",
    "sagemaker:DescribeEndpoint",
    "sagemaker:DescribeEndpointConfig",
    "sagemaker:DescribeModel",
    "sagemaker:DescribeModelPackage",
    "sagemaker:StartPipelineExecution",
    "sagemaker:UpdateEndpoint",
    "sagemaker:UpdateEndpointWeightsAndCapacities",
    "sagemaker:UpdateModelPackage",
    "sns:Publish",
  ],
  api: [...subscriptions, "dynamodb:Query", "lambda:InvokeFunction", "ssm:GetParameter"],
  hooks: [...subscriptions, "cloudwatch:PutMetricData", "events:PutEvents", "ssm:GetParameter"],
  webhooks: [...subscriptions, "dynamodb:Query", "lambda:InvokeFunction"],
  delivery: [...subscriptions, "dynamodb:Query", "sns:Publish", "ssm:GetParameter"],
};

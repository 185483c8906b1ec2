import { expect, it } from "vitest";
import { endpointLink, linkOfArn } from "./console-links.ts";

const place = (region: string, studioDomain: string | null = "d-abcdefghijkl") => ({ region, studioDomain });

it.each([
  [
    "eu-west-1",
    "https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/endpoints/vines-prod",
  ],
  [
    "cn-north-1",
    "https://cn-north-1.console.amazonaws.cn/sagemaker/home?region=cn-north-1#/endpoints/vines-prod",
  ],
  [
    "us-gov-west-1",
    "https://us-gov-west-1.console.amazonaws-us-gov.com/sagemaker/home?region=us-gov-west-1#/endpoints/vines-prod",
  ],
])("an endpoint in %s is at %s", (region, url) => {
  expect(endpointLink("vines-prod", place(region))).toEqual({ label: "Endpoint vines-prod", url });
});

it.each(["us-iso-east-1", "us-isob-east-1", "eusc-de-east-1", ""])(
  "an endpoint in %j has no page that is known",
  (region) => {
    expect(endpointLink("vines-prod", place(region))).toBeNull();
  },
);

const arn = (partition: string, region: string, resource: string, service = "sagemaker") =>
  `arn:${partition}:${service}:${region}:444455556666:${resource}`;

it.each([
  [
    arn("aws", "eu-west-1", "pipeline/vines-train/execution/abc123"),
    "Pipeline execution abc123",
    "https://studio-d-abcdefghijkl.studio.eu-west-1.sagemaker.aws/pipelines/view/vines-train/executions/abc123/graph",
  ],
  [
    arn("aws", "eu-west-1", "training-job/driftwheel-vines-4"),
    "Training job driftwheel-vines-4",
    "https://studio-d-abcdefghijkl.studio.eu-west-1.sagemaker.aws/jobs/train/driftwheel-vines-4",
  ],
  [
    arn("aws", "eu-west-1", "hyper-parameter-tuning-job/dw-vines-4"),
    "Tuning job dw-vines-4",
    "https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/hyper-tuning-jobs/dw-vines-4",
  ],
  [
    arn("aws", "eu-west-1", "model-package/vines/7"),
    "Versions of vines",
    "https://studio-d-abcdefghijkl.studio.eu-west-1.sagemaker.aws/models/registered-models/vines/versions",
  ],
  [
    arn("aws-cn", "cn-northwest-1", "execution:vines-train:driftwheel-vines-4", "states"),
    "Execution driftwheel-vines-4",
    "https://cn-northwest-1.console.amazonaws.cn/states/home?region=cn-northwest-1#/v2/executions/details/arn:aws-cn:states:cn-northwest-1:444455556666:execution:vines-train:driftwheel-vines-4",
  ],
  [
    arn("aws-cn", "cn-north-1", "training-job/driftwheel-vines-4"),
    "Training job driftwheel-vines-4",
    "https://cn-north-1.console.amazonaws.cn/sagemaker/home?region=cn-north-1#/jobs/driftwheel-vines-4",
  ],
  [
    arn("aws-us-gov", "us-gov-east-1", "hyper-parameter-tuning-job/dw-vines-4"),
    "Tuning job dw-vines-4",
    "https://us-gov-east-1.console.amazonaws-us-gov.com/sagemaker/home?region=us-gov-east-1#/hyper-tuning-jobs/dw-vines-4",
  ],
])("%s is %s", (given, label, url) => {
  expect(linkOfArn(given, place("eu-west-1"))).toEqual({ label, url });
});

it.each([
  [
    "Studio of a partition whose host is not known",
    arn("aws-cn", "cn-north-1", "model-package/vines/7"),
    "cn-north-1",
  ],
  [
    "what is in a region that the domain is not of",
    arn("aws", "eu-west-2", "model-package/vines/7"),
    "eu-west-1",
  ],
  ["an AutoML job", arn("aws", "eu-west-1", "automl-job/dw-vines-4"), "eu-west-1"],
  ["a pipeline itself", arn("aws", "eu-west-1", "pipeline/vines-train"), "eu-west-1"],
  ["a name that is no ARN", "vines-train", "eu-west-1"],
  ["another partition's job", arn("aws-iso", "us-iso-east-1", "training-job/vines"), "us-iso-east-1"],
])("there is no link to %s", (_, given, region) => {
  expect(linkOfArn(given, place(region))).toBeNull();
});

it("without a domain there is no link into Studio, and one to the console where it shows the same", () => {
  const nowhere = place("eu-west-1", null);
  expect(linkOfArn(arn("aws", "eu-west-1", "pipeline/vines-train/execution/abc123"), nowhere)).toBeNull();
  expect(linkOfArn(arn("aws", "eu-west-1", "model-package/vines/7"), nowhere)).toBeNull();
  expect(linkOfArn(arn("aws", "eu-west-1", "training-job/vines-4"), nowhere)?.url).toBe(
    "https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/jobs/vines-4",
  );
});

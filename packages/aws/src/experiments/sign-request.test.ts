import { SSMClient } from "@aws-sdk/client-ssm";
import { expect, it } from "vitest";
import { signedFor } from "./sign-request.ts";

const client = new SSMClient({
  region: "eu-west-1",
  credentials: {
    accessKeyId: "AKIDEXAMPLE",
    secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    sessionToken: "a token",
  },
});
const now = () => new Date("2026-02-03T04:05:06.000Z");
const headers = { "content-type": "application/json", "user-agent": "Driftwheel-Experiments/1" };

// What botocore 1.44.8's SigV4Auth makes of the same request, with the headers that AWS's plugin gives it.
it("signs a request to an MLflow App for the service sagemaker, as botocore does", async () => {
  const arn = "arn:aws:sagemaker:eu-west-1:444455556666:mlflow-app/app-VINES1";
  const signed = await signedFor(
    arn,
    now,
    client,
  )({
    method: "POST",
    url: "https://mlflow.sagemaker.eu-west-1.app.aws/api/2.0/mlflow/runs/search",
    headers,
    body: '{"experiment_ids":["1"]}',
  });
  expect(signed).toMatchObject({
    "x-sm-mlflow-app-arn": arn,
    "x-amz-security-token": "a token",
    "x-amz-date": "20260203T040506Z",
    authorization:
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260203/eu-west-1/sagemaker/aws4_request, SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token;x-sm-mlflow-app-arn, Signature=6b0a6b16a5c63756005e6abcb4336e6fca60e1e1c5098bcb2e7bd902165f0762",
  });
});

it("signs a request to a tracking server for the service sagemaker-mlflow in the server's own region", async () => {
  const arn = "arn:aws-us-gov:sagemaker:us-gov-west-1:444455556666:mlflow-tracking-server/vines";
  const signed = await signedFor(
    arn,
    now,
    client,
  )({
    method: "GET",
    url: "https://us-gov-west-1.experiments.sagemaker.aws/api/2.0/mlflow/experiments/get-by-name?experiment_name=driftwheel%2Fvines%20north",
    headers,
    body: "",
  });
  expect(signed).toMatchObject({
    "x-mlflow-sm-tracking-server-arn": arn,
    authorization:
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260203/us-gov-west-1/sagemaker-mlflow/aws4_request, SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token;x-mlflow-sm-tracking-server-arn, Signature=4a162f2a63f89f3e833627aae42e98e4da70338fd16978f978e4904c422cf1cf",
  });
});

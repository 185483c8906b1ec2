import type { ModelledService } from "../../../packages/local/src/service-models/service-model.ts";

export type Protocol = "json" | "cbor" | "query" | "rest";

/** A request as it goes over the wire. */
export interface WireRequest {
  readonly protocol: Protocol;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** How each service is spoken to, and under which names. */
export const spoken: Readonly<Record<ModelledService, Spoken>> = {
  "application-autoscaling": {
    scope: "application-autoscaling",
    target: "AnyScaleFrontendService",
    version: "1.1",
    protocols: ["json"],
  },
  cloudwatch: {
    scope: "monitoring",
    target: "GraniteServiceVersion20100801",
    version: "1.0",
    protocols: ["json", "cbor", "query"],
  },
  dynamodb: { scope: "dynamodb", target: "DynamoDB_20120810", version: "1.0", protocols: ["json"] },
  events: { scope: "events", target: "AWSEvents", version: "1.1", protocols: ["json"] },
  lambda: { scope: "lambda", target: "", version: "", protocols: ["rest"] },
  logs: { scope: "logs", target: "Logs_20140328", version: "1.1", protocols: ["json"] },
  s3: { scope: "s3", target: "", version: "", protocols: ["rest"] },
  sagemaker: { scope: "sagemaker", target: "SageMaker", version: "1.1", protocols: ["json"] },
  "sagemaker-featurestore-runtime": { scope: "sagemaker", target: "", version: "", protocols: ["rest"] },
  "sagemaker-runtime": { scope: "sagemaker", target: "", version: "", protocols: ["rest"] },
  sns: { scope: "sns", target: "", version: "", protocols: ["query"] },
  sqs: { scope: "sqs", target: "AmazonSQS", version: "1.0", protocols: ["json"] },
  ssm: { scope: "ssm", target: "AmazonSSM", version: "1.1", protocols: ["json"] },
  stepfunctions: { scope: "states", target: "AWSStepFunctions", version: "1.0", protocols: ["json"] },
  sts: { scope: "sts", target: "", version: "", protocols: ["query"] },
};

interface Spoken {
  /** In the signature, of which the small AWS reads no more. */
  readonly scope: string;
  /** Prefix of `X-Amz-Target`. */
  readonly target: string;
  readonly version: string;
  readonly protocols: readonly Protocol[];
}

export function signed(service: ModelledService): Record<string, string> {
  const { scope } = spoken[service];
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${scope}/aws4_request, SignedHeaders=host, Signature=00`,
    "x-amz-date": "20260101T000000Z",
  };
}

import { setTimeout } from "node:timers/promises";

export type Measured = "DescribeEndpoint" | "PutObject" | "PutItem";

interface Wanted {
  readonly service: "sagemaker" | "s3" | "dynamodb";
  readonly method?: string;
  readonly path?: string;
  readonly target?: string;
  readonly body?: string;
}

const json = {
  sagemaker: { target: "SageMaker", type: "application/x-amz-json-1.1" },
  dynamodb: { target: "DynamoDB_20120810", type: "application/x-amz-json-1.0" },
};

/** A role, a model, an endpoint, a bucket and a table, as the measured requests want them. */
export async function prepare(port: number): Promise<void> {
  const sagemaker = (target: string, input: object) => ask(port, operation("sagemaker", target, input));
  const role = "arn:aws:iam::123456789012:role/service-role/bench";
  await sagemaker("CreateModel", {
    ModelName: "bench",
    PrimaryContainer: { Image: "123456789012.dkr.ecr.us-east-1.amazonaws.com/bench:1" },
    ExecutionRoleArn: role,
  });
  await sagemaker("CreateEndpointConfig", {
    EndpointConfigName: "bench",
    ProductionVariants: [
      { VariantName: "one", ModelName: "bench", InitialInstanceCount: 1, InstanceType: "ml.m5.large" },
    ],
  });
  await sagemaker("CreateEndpoint", { EndpointName: "bench", EndpointConfigName: "bench" });
  while (!(await ask(port, wanted.DescribeEndpoint)).includes("InService")) await setTimeout(20);
  await ask(port, { service: "s3", method: "PUT", path: "/bench" });
  await ask(
    port,
    operation("dynamodb", "CreateTable", {
      TableName: "bench",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    }),
  );
  const described = operation("dynamodb", "DescribeTable", { TableName: "bench" });
  while (!(await ask(port, described)).includes("ACTIVE")) await setTimeout(20);
}

/** The first of a service: moto loads it then. */
export async function askSageMaker(port: number): Promise<void> {
  await ask(port, operation("sagemaker", "ListEndpoints", {}));
}

const wanted: Readonly<Record<Measured, Wanted>> = {
  DescribeEndpoint: operation("sagemaker", "DescribeEndpoint", { EndpointName: "bench" }),
  PutObject: { service: "s3", method: "PUT", path: "/bench/object", body: "x".repeat(1_024) },
  PutItem: operation("dynamodb", "PutItem", {
    TableName: "bench",
    Item: { pk: { S: "item" }, text: { S: "x".repeat(100) } },
  }),
};

/** A request as it goes over the wire. */
export function bytesOf(measured: Measured): Buffer {
  const { method = "POST", path = "/", body = "", ...rest } = wanted[measured];
  const headers = Object.entries({
    host: "127.0.0.1",
    "content-length": String(Buffer.byteLength(body)),
    ...headersOf(rest),
  });
  const lines = [
    `${method} ${path} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    "",
    body,
  ];
  return Buffer.from(lines.join("\r\n"));
}

function operation(service: "sagemaker" | "dynamodb", name: string, input: object): Wanted {
  return { service, target: `${json[service].target}.${name}`, body: JSON.stringify(input) };
}

/** Signed in form only: neither server looks at more than the names. */
function headersOf({ service, target }: Wanted): Record<string, string> {
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=00`,
    "x-amz-date": "20260101T000000Z",
    ...(target === undefined || service === "s3"
      ? {}
      : { "x-amz-target": target, "content-type": json[service].type }),
  };
}

async function ask(port: number, { method = "POST", path = "/", body, ...rest }: Wanted): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: headersOf(rest),
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${rest.target ?? path}: ${answer.status} ${text}`);
  return text;
}

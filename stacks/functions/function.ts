import type { Deploying } from "../deploying.ts";
import { grantsOf } from "../permissions/function-grants.ts";
import { policyDocuments } from "../permissions/statement.ts";
import type { FunctionName } from "../routes.ts";
import { nameOf } from "../scope.ts";
import { type Addresses, environmentOf } from "./environment.ts";
import { sizes } from "./sizes.ts";

export interface Shared extends Addresses {
  /** The key of the alert topics; null when they have none. */
  readonly key: $util.Input<string> | null;
  /** The folder that holds a function's bundle; its handler is `<name>.handler`. */
  readonly bundle: (name: FunctionName) => string;
}

type Extra = Pick<aws.lambda.FunctionArgs, "durableConfig" | "publish">;

/** A function with a role and a log group of its own. */
export function lambdaFunction(scope: Deploying, name: FunctionName, shared: Shared, extra: Extra = {}) {
  const functionName = nameOf(scope, name);
  const logs = new aws.cloudwatch.LogGroup(
    name,
    {
      name: `/aws/lambda/${functionName}`,
      retentionInDays: scope.settings.logRetentionDays,
    },
    scope.within,
  );
  const { role, attachments } = roleOf(scope, name, shared);
  const { memory, timeout } = sizes[name];
  return new aws.lambda.Function(
    name,
    {
      name: functionName,
      description: `Driftwheel, stage ${scope.stage}: ${name}`,
      role: role.arn,
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: `${name}.handler`,
      code: new $util.asset.FileArchive(shared.bundle(name)),
      memorySize: memory,
      timeout,
      loggingConfig: { logFormat: "JSON", logGroup: logs.name },
      tracingConfig: { mode: scope.settings.tracing ? "Active" : "PassThrough" },
      environment: { variables: environmentOf(scope, name, shared) },
      ...extra,
    },
    // Lambda refuses to read a queue for a role that may not yet.
    { ...scope.within, dependsOn: [logs, ...attachments] },
  );
}

function roleOf(scope: Deploying, name: FunctionName, { key }: Shared) {
  const role = new aws.iam.Role(
    name,
    {
      name: nameOf(scope, name),
      assumeRolePolicy: assumedBy("lambda.amazonaws.com", scope),
    },
    scope.within,
  );
  // How many policies there are does not depend on the key, only what one of them says.
  const documents = (arn: string) =>
    policyDocuments(nameOf(scope, name), grantsOf(scope, name, key === null ? null : arn));
  const attachments = documents(placeholder).map((_, index) => {
    const policy = new aws.iam.Policy(
      `${name}-${index + 1}`,
      {
        name: nameOf(scope, `${name}-${index + 1}`),
        policy: $util.output(key ?? "").apply((arn) => documents(arn)[index] ?? ""),
      },
      scope.within,
    );
    return new aws.iam.RolePolicyAttachment(
      `${name}-${index + 1}`,
      {
        role: role.name,
        policyArn: policy.arn,
      },
      scope.within,
    );
  });
  return { role, attachments };
}

/** @throws Error when a role cannot hold what its function needs; asked before anything is created. */
export function assertGrantable(scope: Deploying): void {
  for (const name of Object.keys(sizes) as FunctionName[]) {
    policyDocuments(nameOf(scope, name), grantsOf(scope, name, placeholder));
  }
}

/** As long as the ARN of a key with an identity of 36 characters. */
const placeholder = `arn:aws:kms:ap-southeast-2:000000000000:key/${"0".repeat(36)}`;

export function assumedBy(service: string, scope: Deploying): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: service },
        Action: "sts:AssumeRole",
        // Lambda itself does not say for which account it assumes a role when it starts a function.
        ...(service === "lambda.amazonaws.com"
          ? {}
          : { Condition: { StringEquals: { "aws:SourceAccount": scope.account } } }),
      },
    ],
  });
}

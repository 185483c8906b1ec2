import { list, object, type PlannedResource, words } from "../plan/resource.ts";
import { every, type Finding, type Rule } from "./rule.ts";

const distribution = "cloudfront/distribution:Distribution";
const policies = ["iam/policy:Policy", "iam/rolePolicy:RolePolicy"];

/** Rules of cdk-nag's AWS Solutions that this deployment did not meet at first. https://github.com/cdklabs/cdk-nag/blob/main/RULES.md */
export const cdkNag: readonly Rule[] = [
  every(
    "AwsSolutions-SQS4",
    "a queue takes encrypted requests only",
    "sqs/queue:Queue",
    (_properties, resources, name) => refusesPlainText(resources, name),
  ),
  { id: "AwsSolutions-IAM5", wants: "a permission has no wildcard", findings: wildcards },
  every(
    "AwsSolutions-APIG4",
    "a route of an API says who may call it",
    "apigatewayv2/route:Route",
    ({ authorizationType }) => authorizationType === "AWS_IAM" || authorizationType === "JWT",
  ),
  every(
    "AwsSolutions-CFR1",
    "a distribution is limited to countries",
    distribution,
    ({ restrictions }) => object(object(restrictions)?.geoRestriction)?.restrictionType !== "none",
  ),
  every(
    "AwsSolutions-CFR3",
    "a distribution writes an access log",
    distribution,
    ({ loggingConfig }) => object(loggingConfig)?.bucket !== undefined,
  ),
  every(
    "AwsSolutions-CFR4",
    "a distribution takes no TLS before 1.2 of viewers",
    distribution,
    ({ viewerCertificate }) =>
      String(object(viewerCertificate)?.minimumProtocolVersion).startsWith("TLSv1.2_"),
  ),
];

/** A policy of the queue, which is named like it, denies every request that is not encrypted. */
function refusesPlainText(resources: readonly PlannedResource[], queue: string): boolean {
  const policy = resources.find(
    ({ type, name }) => type === "aws:sqs/queuePolicy:QueuePolicy" && name === queue,
  );
  return list(object(policy?.properties.policy)?.Statement).some((statement) => {
    const { Effect, Principal, Action, Condition } = object(statement) ?? {};
    return (
      Effect === "Deny" &&
      Principal === "*" &&
      list(Action).includes("sqs:*") &&
      object(object(Condition)?.Bool)?.["aws:SecureTransport"] === "false"
    );
  });
}

/** Each action on each resource with a star, once, without the account that it is in. */
function wildcards(resources: readonly PlannedResource[]): readonly Finding[] {
  const found = resources
    .filter(({ type }) => policies.some((kind) => type === `aws:${kind}`))
    .flatMap(({ properties }) => list(object(properties.policy)?.Statement))
    .flatMap((statement) => {
      const { Action, Resource } = object(statement) ?? {};
      return list(Action).flatMap((action) =>
        list(Resource).map((resource) => [words(action), words(resource)] as const),
      );
    })
    .filter(([action, resource]) => `${action} ${resource}`.includes("*"))
    .map(([action, resource]) => `${action} on ${resource.replace(/^(?:[^:]*:){5}/, "")}`);
  return [...new Set(found)].map((name) => ({ kind: "iam/policy:Policy", name }));
}

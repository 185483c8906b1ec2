import { list, object } from "../plan/resource.ts";
import { every, type Rule } from "./rule.ts";

const lambda = "lambda/function:Function";
const logs = "cloudwatch/logGroup:LogGroup";
const distribution = "cloudfront/distribution:Distribution";

/** Rules of Checkov that this deployment did not meet at first. https://www.checkov.io/5.Policy%20Index/terraform.html */
export const checkov: readonly Rule[] = [
  every(
    "CKV_AWS_50",
    "X-Ray traces functions",
    lambda,
    ({ tracingConfig }) => object(tracingConfig)?.mode === "Active",
  ),
  every(
    "CKV_AWS_115",
    "a function has a limit of concurrency",
    lambda,
    ({ reservedConcurrentExecutions }) => reservedConcurrentExecutions !== undefined,
  ),
  every(
    "CKV_AWS_116",
    "a function has a dead-letter queue",
    lambda,
    ({ deadLetterConfig }) => object(deadLetterConfig)?.targetArn !== undefined,
  ),
  every("CKV_AWS_117", "a function is in a VPC", lambda, ({ vpcConfig }) => object(vpcConfig) !== null),
  every(
    "CKV_AWS_119",
    "a table is encrypted with a key of the customer's",
    "dynamodb/table:Table",
    ({ serverSideEncryption }) => object(serverSideEncryption)?.kmsKeyArn !== undefined,
  ),
  every(
    "CKV_AWS_158",
    "a log is encrypted with a key of the customer's",
    logs,
    ({ kmsKeyId }) => kmsKeyId !== undefined,
  ),
  every(
    "CKV_AWS_173",
    "a function's environment is encrypted with a key of the customer's",
    lambda,
    ({ environment, kmsKeyArn }) => environment === undefined || kmsKeyArn !== undefined,
  ),
  every(
    "CKV_AWS_272",
    "a function's code is signed",
    lambda,
    ({ codeSigningConfigArn }) => codeSigningConfigArn !== undefined,
  ),
  every(
    "CKV_AWS_297",
    "a schedule is encrypted with a key of the customer's",
    "scheduler/schedule:Schedule",
    ({ kmsKeyArn }) => kmsKeyArn !== undefined,
  ),
  every(
    "CKV_AWS_309",
    "a route of an API says who may call it",
    "apigatewayv2/route:Route",
    ({ authorizationType }) => authorizationType === "AWS_IAM" || authorizationType === "JWT",
  ),
  every(
    "CKV_AWS_338",
    "logs are kept for a year",
    logs,
    ({ retentionInDays }) => Number(retentionInDays) >= 365,
  ),
  every(
    "CKV_AWS_86",
    "a distribution writes an access log",
    distribution,
    ({ loggingConfig }) => object(loggingConfig)?.bucket !== undefined,
  ),
  every("CKV_AWS_174", "a distribution takes TLS 1.2 and later only", distribution, ({ viewerCertificate }) =>
    String(object(viewerCertificate)?.minimumProtocolVersion).startsWith("TLSv1.2_"),
  ),
  every(
    "CKV_AWS_305",
    "a distribution has a default root object",
    distribution,
    ({ defaultRootObject }) => defaultRootObject !== undefined,
  ),
  every(
    "CKV_AWS_310",
    "a distribution has a second origin to fail over to",
    distribution,
    ({ originGroups }) => list(originGroups).length > 0,
  ),
  every(
    "CKV_AWS_374",
    "a distribution is limited to countries",
    distribution,
    ({ restrictions }) => object(object(restrictions)?.geoRestriction)?.restrictionType !== "none",
  ),
];

import type { Scope } from "../scope.ts";
import { allow, itemsOf, putOutcomes } from "./grants.ts";
import { resourceArnsOf } from "./resource-arns.ts";
import type { Statement } from "./statement.ts";

/** Counts answers and errors, keeps what failed, and logs predictions where the fleet says that they are read. */
export function inferenceGrants(scope: Scope): readonly Statement[] {
  const { asynchronous, predictions } = resourceArnsOf(scope);
  return [
    // It writes down what was counted, and changes no ledger.
    itemsOf(scope, "INFERENCE#", ["PutItem"]),
    putOutcomes,
    allow(["sagemaker:DescribeEndpoint"], asynchronous.endpoints),
    ...(asynchronous.payloads.length === 0
      ? []
      : [
          allow(["s3:GetObject"], asynchronous.payloads),
          // Without it S3 answers "forbidden" for an object that is not there.
          allow(["s3:ListBucket"], asynchronous.buckets),
          allow(["s3:PutObject"], predictions),
        ]),
  ];
}

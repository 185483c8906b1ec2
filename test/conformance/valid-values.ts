import {
  type ServiceModel,
  type Shape,
  shapeOf,
} from "../../packages/local/src/service-models/service-model.ts";
import { javaPattern } from "../../packages/local/src/validation/java-pattern.ts";

/** Texts of which one fits nearly every pattern; those of the other patterns are in `byShape`. */
const candidates = [
  "conformance",
  "Conformance",
  "1",
  "/conformance",
  "s3://conformance/data",
  "https://conformance/data",
  "text/csv",
  "arn:aws:iam::111122223333:role/Conformance",
  "arn:aws:sagemaker:us-east-1:111122223333:endpoint/conformance",
  "arn:aws:sagemaker:us-east-1:111122223333:model-package/conformance",
  "arn:aws:sagemaker:us-east-1:111122223333:model-package/conformance/1",
  "arn:aws:sagemaker:us-east-1:111122223333:model-package-group/conformance",
  "arn:aws:sagemaker:us-east-1:111122223333:pipeline/conformance/execution/abcdefghijkl",
  "arn:aws:sagemaker:us-east-1:111122223333:model-card/conformance",
  "arn:aws:sagemaker:us-east-1:111122223333:mlflow-tracking-server/conformance",
  "arn:aws:sagemaker:us-east-1:111122223333:hub-content/conformance/Model/conformance/1.0.0",
  "arn:aws:sagemaker:us-east-1:111122223333:hub-content/conformance/DataSet/conformance/1.0.0",
  "arn:aws:sagemaker:us-east-1:aws:hub-content/conformance/Model/conformance",
  "arn:aws:sagemaker:us-east-1:111122223333:inference-component/conformance",
  "arn:aws:sagemaker:us-east-1:111122223333:training-plan/conformance",
  "arn:aws:sagemaker:us-east-1:111122223333:reserved-capacity/abc",
  "arn:aws:ec2:us-east-1:111122223333:capacity-reservation/cr-1234567890abcdef0",
  "arn:aws:lambda:us-east-1:111122223333:function:conformance",
  "arn:aws:lambda:us-east-1:111122223333:function:conformance:1/durable-execution/conformance/01234567-89ab",
  "arn:aws:sns:us-east-1:111122223333:conformance",
  "arn:aws:sqs:us-east-1:111122223333:conformance",
  "arn:aws:events:us-east-1:111122223333:event-bus/conformance",
  "arn:aws:application-autoscaling:us-east-1:111122223333:scalable-target/0123456789abcdef",
  "arn:aws:elasticfilesystem:us-east-1:111122223333:file-system/fs-12345678",
  "arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef",
  "arn:aws:s3:::conformance",
  "fs-12345678",
  "conformance/conformance",
  "conformance.endpoint",
  "1.0",
  "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  "01234567-89ab-cdef-0123-456789abcdef",
  "2026-01-01T00:00:00Z",
  "vpc-12345678",
  "123456789012",
  "aws.partner/conformance/conformance",
  "mig-1g.5gb",
  "10K",
  "1D",
  "p50",
  "NO",
  "Name",
  "UserName",
  "d-conformance",
  "dzd-conformance",
  "notebook-al2023-v1",
  "arn:aws:sagemaker:us-east-1:111122223333:image/conformance",
  "arn:aws:sagemaker:us-east-1:111122223333:image-version/conformance/1",
  "arn:aws:sagemaker:us-east-1:111122223333:studio-lifecycle-config/conformance",
  "arn:aws:sagemaker:us-east-1:111122223333:project/conformance",
  "arn:aws:codewhisperer:us-east-1:111122223333:profile/CONFORMANCE",
  "arn:aws:secretsmanager:us-east-1:111122223333:secret:conformance",
  "arn:aws:sso::111122223333:application/sagemaker/apl-conformance",
] as const;

/** Of members by their names, where any valid text would not do: it is looked at by more than the model. */
const byMember: Readonly<Record<string, unknown>> = {
  ServiceNamespace: "sagemaker",
  ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
  ResourceId: "endpoint/conformance/variant/all",
  EventPattern: '{"source":["conformance"]}',
  Event:
    '{"id":"1","account":"111122223333","source":"conformance","time":"2026-01-01T00:00:00Z","region":"us-east-1","resources":[],"detail-type":"x"}',
  Unit: "Count",
};

/** The smallest value that a shape allows: of structures the required members only. */
export function smallest(model: ServiceModel, name: string, member = ""): unknown {
  const shape = shapeOf(model, name);
  switch (shape.type) {
    case "structure": {
      const { members = {}, required = [], union } = shape;
      const wanted = union && required.length === 0 ? Object.keys(members).slice(0, 1) : required;
      return Object.fromEntries(
        wanted.flatMap((each) => {
          const of = members[each];
          return of ? [[each, smallest(model, of.shape, each)]] : [];
        }),
      );
    }
    case "list":
      return shape.member && (shape.min ?? 0) > 0
        ? Array.from({ length: shape.min ?? 0 }, () => smallest(model, shape.member?.shape ?? ""))
        : [];
    case "map":
      return {};
    default:
      return single(shape, member);
  }
}

export function single(shape: Shape, member = ""): unknown {
  switch (shape.type) {
    case "string":
    case "character":
      return shape.enum
        ? shape.enum.includes(String(byMember[member]))
          ? byMember[member]
          : shape.enum[0]
        : textOf(shape, member);
    case "integer":
    case "long":
    case "float":
    case "double":
      return Math.min(Math.max(1, shape.min ?? 1), shape.max ?? Number.MAX_SAFE_INTEGER);
    case "boolean":
      return true;
    case "timestamp":
      return new Date(Date.UTC(2026, 0, 1));
    case "blob":
      return Buffer.alloc(Math.max(shape.min ?? 1, 1), "x");
    case "structure":
    case "list":
    case "map":
      throw new Error(`A ${shape.type} is no single value.`);
  }
}

function textOf({ min = 0, max = Number.POSITIVE_INFINITY, pattern }: Shape, member: string): string {
  const expression = pattern === undefined ? null : javaPattern(pattern);
  const fits = (text: string) => text.length >= min && text.length <= max && (expression?.test(text) ?? true);
  const own = byMember[member];
  const found = [...(typeof own === "string" ? [own] : []), ...candidates]
    .flatMap((text) => [text, text.padEnd(min, text.at(-1)), text.slice(0, max)])
    .find(fits);
  if (found === undefined) throw new Error(`No text is known that fits ${pattern ?? ""} (${min} to ${max}).`);
  return found;
}

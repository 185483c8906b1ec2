import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import { describe, expect, it } from "vitest";
import { ask } from "./asked.ts";

const answering = (error: unknown) => ask("sagemaker:DescribePipeline", () => Promise.reject(error));

class ServiceError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

describe("what cannot be asked", () => {
  it("names the permission that is missing, as IAM says it or as the question has it", async () => {
    const iam =
      "User: arn:aws:iam::111122223333:user/ada is not authorized to perform: sagemaker:DescribeModel on resource: x";
    expect(await answering(new ServiceError("AccessDeniedException", iam))).toEqual({
      known: false,
      why: "the permission sagemaker:DescribeModel is missing",
      because: "denied",
    });
    expect(await answering(new ServiceError("AccessDenied", "Access Denied"))).toMatchObject({
      why: "the permission sagemaker:DescribePipeline is missing",
    });
  });

  it("says why nobody answered, though Node hides it among several addresses", async () => {
    const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" });
    const other = new Error("connect ECONNREFUSED ::1:1");
    const error = Object.assign(new AggregateError([refused, other], ""), { code: "ECONNREFUSED" });
    expect(await answering(error)).toMatchObject({
      because: "unreachable",
      why: "connect ECONNREFUSED 127.0.0.1:1; connect ECONNREFUSED ::1:1",
    });
  });

  it("says what to set where the environment names no region", async () => {
    expect(await answering(new Error("Region is missing"))).toMatchObject({
      because: "unreachable",
      why: "Region is missing: set AWS_REGION, or the profile's region",
    });
  });

  it("tells what is there and of no use from what failed", async () => {
    expect(await answering(new BadInput("too large"))).toMatchObject({ because: "wrong", why: "too large" });
    expect(await answering(new ServiceError("NoSuchBucket", "no"))).toMatchObject({ because: "wrong" });
    expect(await answering(new ServiceError("InternalFailure", "sorry"))).toMatchObject({
      because: "failed",
    });
  });
});

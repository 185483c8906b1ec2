import { expect, it } from "vitest";
import { callOf } from "./call.ts";
import { isChange } from "./is-change.ts";

const at = "http://127.0.0.1:4566";
const post = (path: string, target?: string) =>
  callOf(
    new Request(`${at}${path}`, {
      method: "POST",
      headers: target === undefined ? {} : { "x-amz-target": target },
    }),
  );

it.each([
  ["a read of JSON", post("/", "SageMaker.DescribeEndpoint"), false],
  ["a change of JSON", post("/", "SageMaker.CreateEndpoint"), true],
  ["a read of several", post("/", "SageMaker.BatchDescribeModelPackage"), false],
  ["a read of CBOR", post("/service/GraniteServiceVersion20100801/operation/GetMetricData"), false],
  ["a change of CBOR", post("/service/GraniteServiceVersion20100801/operation/PutMetricAlarm"), true],
  ["what names its operation in its body", post("/"), true],
  ["a question to a model", post("/endpoints/tides/invocations"), false],
  ["a read of an object", callOf(new Request(`${at}/tides/levels.csv`)), false],
  ["a new object", callOf(new Request(`${at}/tides/levels.csv`, { method: "PUT" })), true],
])("%s: %#", (_, call, expected) => {
  expect(isChange(call)).toBe(expected);
});

import { pointTo, serveJson } from "@driftwheel/aws/testing/json-wire.ts";
import type { ModelPolicy, ModelPolicyInput } from "@driftwheel/core/policy/policy.ts";
import { policyFor } from "@driftwheel/core/policy/testing/fleet.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterEach, beforeEach, expect, it } from "vitest";
import { pairCaptures } from "./pair-captures.ts";

/*
 * Captures of a champion and its shadow as they lie in S3, and labels, on the small AWS: what is paired, what is not, and
 * what turned out, of the shadow's time and across an hour's end.
 */
let local: LocalServer;
let sagemaker: Awaited<ReturnType<typeof serveJson>>;
let captures: object | undefined;

const from = Date.parse("2026-04-07T13:50:00Z");
const until = Date.parse("2026-04-07T14:10:00Z");
const now = new Date("2026-04-07T14:15:00Z");

function policy(shadow: Partial<NonNullable<ModelPolicyInput["rollout"]["shadow"]>> = {}): ModelPolicy {
  return policyFor("tides", {
    quality: { groundTruth: "s3://tides/truth", problem: "regression", success: { within: 1 } },
    rollout: {
      ramp: [10],
      shadow: { for: "2 hours", agreement: { atLeast: 0.9, within: 0.5 }, ...shadow },
    },
  });
}

beforeEach(async () => {
  captures = { EnableCapture: true, DestinationS3Uri: "s3://tides/capture" };
  local = await startLocal();
  pointTo(local.url);
  sagemaker = await serveJson({
    DescribeEndpoint: ({ EndpointName }) => ({ EndpointName, DataCaptureConfig: captures }),
  });
  process.env.AWS_ENDPOINT_URL_SAGEMAKER = sagemaker.url;
});
afterEach(async () => {
  delete process.env.AWS_ENDPOINT_URL_SAGEMAKER;
  await sagemaker.close();
  await local.close();
});

const captured = (id: string, answer: number, time: string) =>
  JSON.stringify({
    captureData: {
      endpointOutput: {
        data: String(answer),
        encoding: "CSV",
        mode: "OUTPUT",
        observedContentType: "text/csv",
      },
    },
    eventMetadata: {
      eventId: `${id} ${answer} ${time}`,
      inferenceId: id,
      inferenceTime: `2026-04-07T${time}Z`,
    },
    eventVersion: "0",
  });
const label = (id: string, value: number) =>
  JSON.stringify({
    groundTruthData: { data: String(value), encoding: "CSV" },
    eventMetadata: { eventId: id },
    eventVersion: "0",
  });
const write = (key: string, lines: readonly string[]) =>
  local.world.objects.put("tides", key, new TextEncoder().encode(lines.join("\n")));
const folder = (variant: string, hour: number) => `capture/tides-prod/${variant}/2026/04/07/${hour}/a.jsonl`;

const read = (of = policy()) =>
  pairCaptures({ policy: of, champion: "main", challenger: "version-2", from, until, now });

it("both variants' answers are paired over all hours of the shadow's time, with what turned out", async () => {
  await write(folder("main", 13), [
    captured("early", 1, "13:49:00"),
    captured("a", 10, "13:51:00"),
    captured("b", 20, "13:59:59"),
  ]);
  await write(folder("main", 14), [captured("c", 30, "14:01:00"), captured("lone", 1, "14:02:00")]);
  await write(folder("version-2", 13), [captured("a", 10.4, "13:51:00")]);
  await write(folder("version-2", 14), [captured("b", 22, "14:00:00"), captured("c", 30, "14:01:00")]);
  await write("truth/2026/04/07/14/labels.jsonl", [label("a", 10), label("b", 22), label("other", 1)]);

  expect(await read()).toMatchObject({
    until: "2026-04-07T14:10:00.000Z",
    pairs: 3,
    agreed: 2,
    unpaired: { champion: 1, challenger: 0 },
    unread: { lines: 0 },
    outcomes: { both: 1, onlyChampion: 0, onlyChallenger: 1, neither: 0 },
    problem: null,
  });
});

it("what the champion was asked in the same hour before there was a shadow takes no place of what is read", async () => {
  const before = Array.from({ length: 50_000 }, (_, place) => captured(`old-${place}`, 1, "13:20:00"));
  await write(folder("main", 13), [...before, captured("a", 10, "13:51:00")]);
  await write(folder("version-2", 13), [captured("a", 10, "13:51:00")]);

  expect(await read()).toMatchObject({ pairs: 1, agreed: 1 });
});

it("an endpoint that captures nothing any more says so, and nothing is compared", async () => {
  captures = undefined;
  expect(await read()).toMatchObject({ pairs: 0, problem: "data capture of tides-prod is off" });
});

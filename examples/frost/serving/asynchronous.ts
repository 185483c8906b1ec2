import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { CreateTopicCommand } from "@aws-sdk/client-sns";
import { s3 } from "@driftwheel/aws/clients/s3.ts";
import { sns } from "@driftwheel/aws/clients/sns.ts";
import { orNull } from "@driftwheel/aws/failure.ts";
import { servingVariants } from "@driftwheel/aws/monitor/serving-variants.ts";
import { s3Location } from "@driftwheel/aws/s3/s3-location.ts";
import { routedEndpoint } from "@driftwheel/driftwheel/assignment/routed-endpoint.ts";
import { askAsynchronously } from "@driftwheel/example-shared/world/ask-asynchronously.ts";
import { rowOf } from "../image/features.ts";
import { names } from "../names.ts";
import { knownRoute, routeKept } from "./known-route.ts";
import { queue } from "./names.ts";
import type { Serving } from "./serving.ts";

/** Milliseconds between two looks for an answer. */
const lookEvery = 400;

/** On an endpoint that queues requests: callers put what they ask into S3, and find the answer there when it has come. */
export const asynchronous: Serving = {
  fleet: fileURLToPath(new URL("asynchronous.config.ts", import.meta.url)),
  endpoint: {
    asynchronous: {
      ClientConfig: { MaxConcurrentInvocationsPerInstance: 8 },
      OutputConfig: {
        ...{ S3OutputPath: queue.outputs, S3FailurePath: queue.failures },
        NotificationConfig: { SuccessTopic: queue.successTopic, ErrorTopic: queue.errorTopic },
      },
    },
  },
  // Each request is an object, an answer, a message and a prediction: four times the work of one that is answered at once.
  pace: { requestsPerSecond: 15 },
  // A window has an object for each prediction.
  monitorEvery: 4_000,
  async prepare() {
    for (const topic of [queue.successTopic, queue.errorTopic])
      await sns().send(new CreateTopicCommand({ Name: topic.split(":").at(-1) ?? "" }));
  },
  ask() {
    const route = knownRoute();
    const variantOf = variants();
    return {
      ask: (runtime) => async (asked, inferenceId) => {
        const value = await route();
        const endpoint = value === null ? names.endpoint : routedEndpoint(undefined, value);
        const variant = await variantOf(endpoint);
        const { output, failure } = await askAsynchronously(
          { s3: s3(), runtime },
          { endpoint, bucket: names.bucket, prefix: "requests" },
          { body: rowOf(asked.day).join(","), inferenceId },
        );
        return { variant, predicted: Number(await answerIn(output, failure)) };
      },
      stop: async () => {},
    };
  },
};

/** Which variant an endpoint has: an answer in S3 does not say which gave it. */
function variants(): (endpoint: string) => Promise<string> {
  const known = new Map<string, { readonly variant: string; readonly until: number }>();
  return async (endpoint) => {
    const found = known.get(endpoint);
    if (found && Date.now() < found.until) return found.variant;
    if (found) known.set(endpoint, { ...found, until: Date.now() + routeKept });
    const [variant = "unknown"] = (await servingVariants(endpoint)).production;
    known.set(endpoint, { variant, until: Date.now() + routeKept });
    return variant;
  };
}

/** @throws Error with the model's own words */
async function answerIn(output: string, failure: string | null): Promise<string> {
  for (;;) {
    await wait(lookEvery);
    const answer = await textAt(output);
    if (answer !== null) return answer;
    const words = failure === null ? null : await textAt(failure);
    if (words !== null) throw new Error(words);
  }
}

async function textAt(location: string): Promise<string | null> {
  const { bucket, key } = s3Location(location);
  const found = await orNull(() => s3().send(new GetObjectCommand({ Bucket: bucket, Key: key })));
  return (await found?.Body?.transformToString()) ?? null;
}

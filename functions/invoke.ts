import { setTimeout as wait } from "node:timers/promises";
import { invokeEndpoint } from "@driftwheel/aws/signed/invoke-endpoint.ts";
import { readParameter } from "@driftwheel/aws/signed/read-parameter.ts";
import { sendMessage } from "@driftwheel/aws/signed/send-message.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import type { UrlEvent } from "./invoke/invocation.ts";
import { type Connected, handleInvocation } from "./invoke/invoke-handler.ts";
import { readInvokeSettings } from "./invoke/invoke-settings.ts";
import { KnownRoutes } from "./invoke/known-routes.ts";
import { warnings } from "./invoke/warnings.ts";
import { loadFleetOnly } from "./shell/fleet.ts";

const { warn, warned } = warnings();
const routes = new KnownRoutes({
  read: readParameter,
  // The schema is loaded when there is something to read by it.
  parse: async (value) => (await import("@driftwheel/core/routing/route.ts")).readRoute(value),
  now: Date.now,
  unread: (told) => warn("route not read", told),
});

/** A process has one; the local AWS, where functions stay while tests come and go, another after each. */
let loaded: { readonly path: string | null; readonly fleet: Fleet } | null = null;

async function fleetAt(path: string | null): Promise<Fleet> {
  if (loaded === null || loaded.path !== path) loaded = { path, fleet: await loadFleetOnly(path) };
  return loaded.fleet;
}

async function connected(): Promise<Connected> {
  const { fleet, predictions } = readInvokeSettings(process.env);
  return {
    fleet: await fleetAt(fleet),
    routes,
    invoke: invokeEndpoint,
    now: () => new Date(),
    random: Math.random,
    warn,
    warned,
    wait,
    // Not by console, of which Lambda makes an object with the line inside, and no metric.
    write: (line) => process.stdout.write(line),
    async send(message) {
      if (predictions === null) throw new Error("DRIFTWHEEL_PREDICTIONS_QUEUE is missing");
      await sendMessage(predictions, message);
    },
  };
}

/**
 * A function URL's requests: asks the endpoint that the model's route leads to, answers, then logs the prediction. The
 * answer is streamed, because that alone lets a function go on once it has answered.
 * https://aws.amazon.com/blogs/compute/running-code-after-returning-a-response-from-an-aws-lambda-function/
 */
export const handler = awslambda.streamifyResponse(async (event: UrlEvent, stream) => {
  await handleInvocation(
    event,
    ({ status, headers, body }) => {
      const answer = awslambda.HttpResponseStream.from(stream, { statusCode: status, headers });
      // The status goes out with the first bytes that are written, were they none; `end` alone writes nothing.
      answer.write(body);
      answer.end();
    },
    await connected(),
  );
});

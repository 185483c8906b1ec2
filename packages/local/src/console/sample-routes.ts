import * as z from "zod";
import { type Answer, jsonAnswer } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { authoriseOwnPage } from "../http-api/own-page.ts";
import { message } from "../http-api/respond.ts";
import type { World } from "../world.ts";
import { samplesOf } from "./sample-events.ts";

const sent = z.object({
  bus: z.enum(["default", "driftwheel"]),
  source: z.string().min(1),
  detailType: z.string().min(1),
  detail: z.record(z.string(), z.unknown()),
});

/**
 * Routes beside the HTTP API that this server alone has, for its own page: samples of events, and sending one. Null for
 * every other address. Nothing like it is deployed: there events come from AWS.
 */
export async function answerSamples(call: Call, world: World): Promise<Answer | null> {
  if (call.path !== "/local/samples" && call.path !== "/local/events") return null;
  if (!authoriseOwnPage(call.headers, world.account)?.in) return message(403, "Forbidden");
  if (call.method === "GET" && call.path === "/local/samples") {
    const model = call.query.get("model") ?? "frost";
    const samples = samplesOf({
      model,
      endpoint: call.query.get("endpoint") ?? model,
      monitor: call.query.get("monitor") ?? "external",
      now: new Date(),
    });
    return jsonAnswer({ samples });
  }
  if (call.method !== "POST" || call.path !== "/local/events") return message(404, "Not Found");
  const parsed = sent.safeParse(jsonOf((await call.body()).toString("utf8")));
  if (!parsed.success) return message(400, z.prettifyError(parsed.error));
  world.emit({ ...parsed.data, resources: [] });
  return jsonAnswer({});
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

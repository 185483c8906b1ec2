import { rulesOf } from "@driftwheel/core/policy/hook-rules.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { inOneLine } from "@driftwheel/core/policy/refusal/fault.ts";
import { Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { act } from "./act.ts";
import {
  type HookResult,
  ignored,
  misconfigured,
  notAccepted,
  pong,
  postponed,
  unreadable,
  unverified,
} from "./answers.ts";
import { authenticate, cameThrough } from "./authenticate.ts";
import type { HookPorts } from "./ports.ts";
import { bodyJson, deepest } from "./request/body-text.ts";
import { lambdaRequest, largestBody, type PayloadTwo } from "./request/lambda-request.ts";
import { digestOf } from "./signature/compare.ts";

export interface Receiver {
  readonly fleet: Fleet;
  readonly ports: HookPorts;
  /** Name of the secret that the front door puts into `x-driftwheel-origin`; null when any door will do. */
  readonly origin: string | null;
}

/**
 * Takes one request to `POST /hooks/{source}`. Never rejects because of what a request holds. Nothing is read of a
 * body, and nothing is written anywhere, before its signature was found right.
 */
export async function receiveHook(event: PayloadTwo, receiver: Receiver): Promise<HookResult> {
  try {
    return await received(event, receiver);
  } catch (error) {
    if (error instanceof TransientError) return postponed(error.message);
    if (error instanceof Refused) return postponed(error.message, true);
    throw error;
  }
}

async function received(event: PayloadTwo, { fleet, ports, origin }: Receiver): Promise<HookResult> {
  const source = event.pathParameters?.source ?? "";
  const asked = lambdaRequest(event);
  switch (asked.result) {
    case "too-large":
      return notAccepted(413, "Too large", `A webhook's body may have ${largestBody} bytes.`);
    case "encoded":
      return notAccepted(415, "Encoded", "Send the body as it was signed, without a content-encoding.");
    case "broken":
      return unverified(asked.why);
    case "request":
      break;
  }
  const { request } = asked;
  if (
    origin !== null &&
    !(await cameThrough(request.headers["x-driftwheel-origin"], origin, ports.secrets))
  ) {
    return notAccepted(403, "Forbidden", "This address is not to be asked directly.");
  }
  const authentic = await authenticate(source, request, fleet.hooks ?? {}, ports);
  if (!authentic.ok) return unverified(authentic.why, authentic.attention);
  const { hook, verified } = authentic;
  const body = bodyJson(request.body);
  if (!body.ok) {
    const expected =
      body.fault === "too-deep"
        ? `JSON in which lists and objects are nested at most ${deepest} deep`
        : hook.scheme === "github"
          ? "JSON; set the webhook's content type to application/json"
          : "JSON";
    return unreadable([{ path: "body", expression: null, value: null, expected }]);
  }
  if (hook.scheme === "github") {
    const event = verified.headers["x-github-event"];
    if (event === "ping") return pong;
    if (event === undefined) return ignored("of GitHub's events push, workflow_run and release are read");
  }
  // Loaded by the first request that is genuine: JMESPath, and the schemas of reports.
  const [{ brokenHookExpressions }, { meaningOf }] = await Promise.all([
    import("@driftwheel/payloads/fleet-expressions.ts"),
    import("./meaning.ts"),
  ]);
  const broken = await brokenHookExpressions(source, hook);
  if (broken.length > 0) return misconfigured(broken.map(inOneLine));
  const delivery = { source, digest: digestOf(verified.id) };
  const now = ports.clock.now();
  const meaning = meaningOf(
    { headers: verified.headers, body: body.value },
    rulesOf(hook),
    fleet,
    { source, key: `hook ${source} ${delivery.digest}` },
    now.toISOString(),
  );
  switch (meaning.result) {
    case "ignored":
      return ignored(meaning.why);
    case "unreadable":
      return unreadable(meaning.faults);
    case "act":
      return await act(meaning.act, delivery, verified.at === null ? now : new Date(verified.at), ports);
  }
}

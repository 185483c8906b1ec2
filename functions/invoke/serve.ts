import { hash } from "node:crypto";
import type { SignedAnswer } from "@driftwheel/aws/signed/signed-request.ts";
import { served } from "@driftwheel/core/policy/batch/served.ts";
import type { Fleet, ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { armFor, hashedText, isShared, pointOf } from "@driftwheel/core/routing/choose.ts";
import type { Route, RoutedEndpoint } from "@driftwheel/core/vocabulary/trial/route.ts";
import { listed } from "@driftwheel/core/words/listed.ts";
import { type CountedAnswer, hasFailed } from "./count-answer.ts";
import { answerOf, whoAnswered } from "./endpoint-answer.ts";
import { type Invocation, readInvocation, type UrlEvent } from "./invocation.ts";
import type { KnownRoutes, Routed } from "./known-routes.ts";
import type { Predicted } from "./predicted.ts";
import { type ProxyAnswer, problemAnswer } from "./problem.ts";

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html */
const componentHeader = "x-amzn-sagemaker-inference-component";
const targetModelHeader = "x-amzn-sagemaker-target-model";

/** What the proxy works with. */
export interface ProxyPorts {
  readonly fleet: Fleet;
  readonly routes: Pick<KnownRoutes, "of">;
  /** Rejects when SageMaker is not reached. */
  readonly invoke: (endpoint: string, request: Pick<Invocation, "headers" | "body">) => Promise<SignedAnswer>;
  readonly now: () => Date;
  /** From 0 to 1, without 1. */
  readonly random: () => number;
  /** Told what is for whoever runs the proxy to mend, and is no mistake of whoever asks. */
  readonly warn: (message: string, details: object) => void;
}

/** What goes back to who asked, and the prediction that is to be logged; null where there is none, or no log. */
export interface Served {
  readonly answer: ProxyAnswer;
  readonly prediction: Predicted | null;
  /** What is to be counted here, because SageMaker does not count it. */
  readonly counted: CountedAnswer | null;
}

/** Asks the endpoint that the model's route leads to, in the place of whoever sent the event. Never rejects for what others do wrong. */
export async function serve(event: UrlEvent, ports: ProxyPorts): Promise<Served> {
  const path = event.rawPath;
  const read = readInvocation(event);
  if (!read.ok) return unasked(problemAnswer(read.problem, read.detail, { path }));
  const { invocation } = read;
  const { model } = invocation;
  const found = proxied(model, ports.fleet);
  if (!found.ok) return unasked(problemAnswer("not-found", found.detail, { path }));
  const known = await ports.routes.of({ model, ...found.at });
  if (!known.ok) {
    const detail = `The route of ${model} cannot be read: ${known.reason}.`;
    return unasked(problemAnswer("no-route", detail, { path }));
  }
  const { endpoint, component, targetModel } = chosen(known.route, invocation.unit, ports.random);
  const time = ports.now();
  const began = performance.now();
  const counted = (failed: boolean | null): CountedAnswer | null =>
    targetModel === undefined || failed === null
      ? null
      : { endpoint, targetModel, time, failed, took: performance.now() - began };
  let said: SignedAnswer;
  try {
    said = await ports.invoke(endpoint, onArm(invocation, { component, targetModel }));
  } catch (error) {
    ports.warn("endpoint did not answer", { model, endpoint, error });
    const detail = `SageMaker did not answer for the endpoint ${endpoint}: ${error instanceof Error ? error.message : String(error)}.`;
    return { ...unasked(problemAnswer("no-answer", detail, { path })), counted: counted(true) };
  }
  const its = counted(hasFailed(said));
  // Components and artifacts share a variant, and are told apart by their own names.
  const answeredBy = whoAnswered(said, targetModel ?? component);
  const { inferenceId, contentType, body } = invocation;
  const answer = answerOf(said, { model, endpoint, answeredBy, path, inferenceId, warn: ports.warn });
  const logs = found.policy.drift.predictionLog !== undefined && said.status >= 200 && said.status < 300;
  if (!logs) return { answer, prediction: null, counted: its };
  const prediction = {
    model,
    inferenceId,
    time,
    variant: answeredBy ?? "main",
    request: { contentType, body },
    answer: { contentType: said.headers["content-type"] ?? "application/octet-stream", body: said.body },
  };
  return { answer, prediction, counted: its };
}

/** What goes back where no model has answered. */
function unasked(answer: ProxyAnswer): Served {
  return { answer, prediction: null, counted: null };
}

function proxied(
  model: string,
  { models }: Fleet,
):
  | { readonly ok: true; readonly policy: ModelPolicy; readonly at: Omit<Routed, "model"> }
  | { readonly ok: false; readonly detail: string } {
  const policy = Object.hasOwn(models, model) ? models[model] : undefined;
  if (policy?.route?.proxy && policy.endpoint !== undefined) {
    const { route } = policy;
    return { ok: true, policy, at: { parameter: route.parameter, endpoint: served(policy).name } };
  }
  const names = Object.entries(models).flatMap(([name, { route }]) => (route?.proxy ? name : []));
  return {
    ok: false,
    detail: `The proxy answers for no model ${JSON.stringify(model.slice(0, 100))}; expected ${names.length === 0 ? "one whose policy has route.proxy, and none has" : listed(names, 8)}.`,
  };
}

function chosen(route: Route, unit: string | null, random: () => number): RoutedEndpoint {
  // Outside a trial there is nothing to draw, and nothing to hash.
  if (!isShared(route)) return armFor(route, 0);
  if (unit === null) return armFor(route, random());
  return armFor(route, pointOf(hash("sha256", hashedText(route.rollout ?? "", unit), "buffer")));
}

/** Which component or artifact is asked is the route's to say, as which endpoint. */
function onArm(
  { headers, body }: Invocation,
  {
    component,
    targetModel,
  }: { readonly component: string | undefined; readonly targetModel: string | undefined },
): Pick<Invocation, "headers" | "body"> {
  const { [componentHeader]: _, [targetModelHeader]: __, ...others } = headers;
  return {
    headers: {
      ...others,
      ...(component === undefined ? {} : { [componentHeader]: component }),
      ...(targetModel === undefined ? {} : { [targetModelHeader]: targetModel }),
    },
    body,
  };
}

import { inWords } from "../../words/duration.ts";
import type { ModelPolicy } from "../policy.ts";
import type { Fault } from "../refusal/fault.ts";
import { triedOn } from "../serving/serving.ts";
import type { Section } from "./section.ts";

/** Milliseconds for which the invoke proxy goes by what it has read: functions/invoke/known-routes.ts. */
const keptByProxy = 5_000;

/** What of a route a model cannot have, by its kind of serving and by its trials. */
export function routeFaults(policy: ModelPolicy, section: Section): readonly Fault[] {
  const { serving, route, rollout } = policy;
  if (route === undefined) return [];
  if (serving === "asynchronous" && route.proxy) {
    return [
      section.fault(
        ["route", "proxy"],
        // https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference.html
        "an asynchronous endpoint answers no InvokeEndpoint, which is what the proxy sends",
        { remedy: "leave it out: callers read the parameter, and send InvokeEndpointAsync" },
      ),
    ];
  }
  const isShared = policy.component !== undefined || policy.targetModel !== undefined;
  if (serving === "real time" && !isShared && !route.proxy) {
    return [
      section.fault(
        ["route"],
        "a real-time endpoint has a trial's variants itself, so that its callers need no other name",
        { remedy: "leave it out, or write proxy: true where the invoke proxy answers for the model" },
      ),
    ];
  }
  if (serving === "asynchronous" && rollout.guardrails) {
    return [
      section.fault(
        ["route"],
        "nothing would write the parameter: with rollout.guardrails a version is deployed under the endpoint's own name",
        { remedy: "leave it out, or write ramp: [10, 50] in the place of guardrails" },
      ),
    ];
  }
  if (serving !== "real time" && serving !== "batch" && triedOn(policy) === null && !route.proxy) {
    return [
      section.fault(["route"], "nothing would write the parameter: without a rollout no version is tried", {
        remedy: "leave it out, or write rollout: { ramp: [10, 50] }",
      }),
    ];
  }
  return keptForFaults(policy, route, section);
}

/** Nothing of a trial is decided on, and no endpoint deleted, before callers know the route. */
function keptForFaults(
  policy: ModelPolicy,
  { keptFor, proxy }: NonNullable<ModelPolicy["route"]>,
  section: Section,
): readonly Fault[] {
  const fault = (problem: string, remedy: string) => [
    section.fault(["route", "keptFor"], problem, { remedy, byDefault: inWords(keptFor) }),
  ];
  if (triedOn(policy) !== "endpoints") {
    return section.wrote(["route", "keptFor"])
      ? fault("is waited for in trials on two endpoints, and the model has none", "leave it out")
      : [];
  }
  if (proxy && keptFor < keptByProxy) {
    return fault(
      `must not be shorter than ${inWords(keptByProxy)}: for so long the invoke proxy goes by what it has read, and would ask an endpoint that is gone`,
      `write keptFor: "${inWords(keptByProxy)}"`,
    );
  }
  const { changeDeadline } = policy.rollout;
  const shorter = Math.max(1_000, Math.min(60_000, Math.floor(changeDeadline / 2_000) * 1_000));
  return keptFor < changeDeadline
    ? []
    : fault(
        `must be shorter than rollout.changeDeadline (${inWords(changeDeadline)}): no change of the route would be seen to end in time`,
        `write keptFor: "${inWords(shorter)}", or a later changeDeadline`,
      );
}

import { changesEndpoint } from "../../vocabulary/effect.ts";
import { difference, dividesAs, type FoundEndpoint } from "../../vocabulary/endpoint-expectation.ts";
import type { EndpointChange, Rollout, State } from "../../vocabulary/state.ts";
import { readApart } from "../apart/reading.ts";
import {
  asExpected,
  type EndpointReading,
  there,
  unconfirmed,
  whyTakenBack,
  withoutStop,
} from "./reading-words.ts";

export function readEndpoint(state: State, found: FoundEndpoint, now: Date): EndpointReading {
  const { rollout, endpoint } = state;
  if (!endpoint || rollout?.phase === "held") return asExpected;
  if (!rollout) return outsideTrial(endpoint.config, found);
  if (rollout.apart) return readApart(state, rollout, rollout.apart, found, now);
  const trouble = troubleOf(rollout, found) ?? notOurs(rollout, found);
  if (trouble) return trouble;
  return rollout.change ? readChange(state, rollout, rollout.change, found, now) : asExpected;
}

/** Outside a trial only the config is Driftwheel's to expect: weights of several variants are the team's own. */
function outsideTrial(config: string, found: FoundEndpoint): EndpointReading {
  const settled = ["InService", "Failed", "UpdateRollbackFailed"].includes(found.status);
  if (!found.exists)
    return unconfirmed("missing", `the endpoint does not exist any more; it should have ${config}`);
  const differs = difference(
    { ...found, config: settled ? found.config : config },
    { configs: [config], weights: null },
  );
  return differs ? unconfirmed("changed", differs) : asExpected;
}

function troubleOf({ change, trialConfig }: Rollout, found: FoundEndpoint): EndpointReading | null {
  const config = change?.config ?? trialConfig;
  if (!found.exists)
    return unconfirmed("missing", `the endpoint does not exist any more; it should have ${config}`);
  if (found.status === "Failed" || found.status === "UpdateRollbackFailed")
    return unconfirmed(
      "failed",
      `the endpoint is ${found.status}: ${found.failureReason ? withoutStop(found.failureReason) : "no reason given"}`,
    );
  return null;
}

/** Anything that no entry of this trial asked for since the endpoint last settled. */
function notOurs({ mayHave }: Rollout, found: FoundEndpoint): EndpointReading | null {
  const differs = difference(found, mayHave);
  return differs ? unconfirmed("changed", differs) : null;
}

function readChange(
  { outbox }: State,
  rollout: Rollout,
  change: EndpointChange,
  found: FoundEndpoint,
  now: Date,
): EndpointReading {
  // Until the service has taken the request, what it shows is the endpoint before it.
  const asked = outbox.some(({ effect }) => effect.sequence === change.sequence && changesEndpoint(effect));
  const wanted = [change.config, change.orConfig];
  if (!asked && found.status === "InService") {
    if (!wanted.includes(found.config))
      return unconfirmed(
        "taken-back",
        `SageMaker took the update to ${change.config} back on its own: the endpoint is in service with ${found.config}${whyTakenBack(found)}`,
      );
    const divided = change.weights === null || dividesAs(found.variants, change.weights);
    if (divided && hasInstances(found, change.instances)) {
      // A deployment that never settled may still be on its way, behind an answer that shows the endpoint before it.
      return rollout.phase === "rolling-back" && rollout.readUntil === null
        ? unconfirmed("back", `the endpoint is in service with ${found.config}, as before the trial`)
        : there;
    }
  }
  return now.getTime() > Date.parse(change.deadline)
    ? unconfirmed(
        "overdue",
        `the endpoint is ${found.status} with config ${found.config}; it should have had ${change.config} by ${change.deadline}${found.failureReason ? `: ${withoutStop(found.failureReason)}` : ""}`,
      )
    : asExpected;
}

function hasInstances({ instances = {} }: FoundEndpoint, wanted: EndpointChange["instances"]): boolean {
  return Object.entries(wanted).every(([variant, count]) => (instances[variant] ?? 0) >= count);
}

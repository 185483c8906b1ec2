import type { Entry } from "../../vocabulary/entry.ts";
import type { Resources } from "../../vocabulary/resources.ts";
import { endpointLink, linkOfArn } from "./console-links.ts";
import type { ConsoleLink, ConsolePlace } from "./console-place.ts";

/** What an entry says itself that it is about. */
export function resourcesOf(entry: Entry): Resources {
  switch (entry.kind) {
    case "retraining-started":
    case "retraining-interrupted":
    case "retraining-succeeded":
    case "retraining-failed":
      return entry.data.execution === null ? {} : { execution: entry.data.execution };
    case "candidate-registered":
    case "candidate-accepted":
    case "candidate-rejected":
    case "approval-requested":
    case "candidate-approved":
    case "approval-rejected":
      return { package: entry.data.package };
    case "rollout-started":
      return { endpoint: entry.data.endpoint, package: entry.data.challenger.package };
    case "rollout-promoted":
    case "rollout-baked":
    case "rollout-rolled-back":
      return { package: entry.data.challenger.package };
    case "weights-shifted":
    case "challenger-prepared":
    case "endpoint-changed-outside":
      return { endpoint: entry.data.endpoint };
    case "alert-raised":
    case "alert-escalated":
    case "alert-resolved":
      return entry.data.resources ?? {};
    default:
      return {};
  }
}

/** The pages of resources, as far as they are known; none where nobody knows whose console shows them. */
export function linksOf(resources: Resources, place: ConsolePlace | null): readonly ConsoleLink[] {
  if (place === null) return [];
  const { endpoint, execution, package: arn } = resources;
  return [
    execution === undefined ? null : linkOfArn(execution, place),
    arn === undefined ? null : linkOfArn(arn, place),
    endpoint === undefined ? null : endpointLink(endpoint, place),
  ].filter((link) => link !== null);
}

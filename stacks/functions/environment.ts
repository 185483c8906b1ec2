import { linkParameter, originParameter } from "../parameters/parameters.ts";
import type { FunctionName } from "../routes.ts";
import { durableAlias, functionArn, nameOf, type Scope } from "../scope.ts";
import { nodeOptionsOf } from "./node-options.ts";
import { graceSeconds, memoryOfFunctions } from "./sizes.ts";

export interface Addresses {
  readonly topics: {
    readonly page: $util.Input<string>;
    readonly notify: $util.Input<string>;
    readonly info: $util.Input<string>;
  };
  /** Where links and hooks are reached, without a slash at its end. */
  readonly publicUrl: $util.Input<string>;
  /** Where callers of the HTTP API are answered, without a slash at its end. */
  readonly apiUrl: $util.Input<string>;
  /** The queue that the function sends its tasks to, if it has any. */
  readonly taskQueue?: $util.Input<string>;
  /** The queue that predictions are logged by; absent where no model has a log. */
  readonly predictionQueue?: $util.Input<string>;
}

type Variables = Readonly<Record<string, $util.Input<string>>>;

/** What a function is told: names and addresses, each function only those that it uses, and no secret. */
export function environmentOf(
  scope: Scope,
  name: FunctionName,
  { topics, publicUrl, apiUrl, taskQueue, predictionQueue }: Addresses,
): Variables {
  const table = { DRIFTWHEEL_LEDGER_TABLE: nameOf(scope, "ledger") };
  const fleet: Variables = scope.fleetModule === null ? {} : { DRIFTWHEEL_FLEET: scope.fleetModule };
  const delivery = { DRIFTWHEEL_DELIVERY_FUNCTION: `${functionArn(scope, "delivery")}:${durableAlias}` };
  const links = { DRIFTWHEEL_API_URL: publicUrl, DRIFTWHEEL_LINK_SECRET: linkParameter(scope) };
  const parameter = originParameter(scope);
  const { jwt } = scope.settings.api;
  const origin: Variables = parameter === null ? {} : { DRIFTWHEEL_ORIGIN_SECRET: parameter };
  const own = {
    ...table,
    ...fleet,
    DRIFTWHEEL_BUS: nameOf(scope, "bus"),
    DRIFTWHEEL_TOPIC_PAGE: topics.page,
    DRIFTWHEEL_TOPIC_NOTIFY: topics.notify,
    DRIFTWHEEL_TOPIC_INFO: topics.info,
    DRIFTWHEEL_ROLLOUT_FUNCTION: `${functionArn(scope, "rollout")}:${durableAlias}`,
    DRIFTWHEEL_GRACE_SECONDS: String(graceSeconds),
  };
  const tasks: Variables =
    taskQueue === undefined ? {} : { [`DRIFTWHEEL_${name.toUpperCase()}_QUEUE`]: taskQueue };
  switch (name) {
    case "drift":
    case "retraining":
    case "registry":
    case "endpoint":
    case "rollout":
    case "command":
      return { ...own, ...links };
    case "sweep":
      return { ...own, ...links, ...tasks, DRIFTWHEEL_FUNCTION_MEMORY: JSON.stringify(memoryOfFunctions) };
    case "monitor":
    case "quality":
      return { ...own, ...tasks, NODE_OPTIONS: nodeOptionsOf(name) };
    case "idle":
      return own;
    case "api":
      return {
        ...table,
        ...fleet,
        ...origin,
        ...delivery,
        DRIFTWHEEL_LINK_SECRET: linkParameter(scope),
        DRIFTWHEEL_COMMAND_FUNCTION: nameOf(scope, "command"),
        DRIFTWHEEL_API_ROLES: JSON.stringify(scope.settings.api.roles),
        ...(jwt === undefined ? {} : { DRIFTWHEEL_API_ROLES_CLAIM: jwt.claim }),
      };
    case "hooks":
      return { ...table, ...fleet, ...origin, DRIFTWHEEL_BUS: nameOf(scope, "bus") };
    case "predictions":
      return fleet;
    case "invoke":
      return {
        ...fleet,
        ...(predictionQueue === undefined ? {} : { DRIFTWHEEL_PREDICTIONS_QUEUE: predictionQueue }),
      };
    case "inferences":
      return { ...table, ...fleet };
    case "webhooks":
      return { ...table, ...fleet, ...delivery, DRIFTWHEEL_TOPIC_NOTIFY: topics.notify };
    case "delivery":
      return {
        ...{ ...table, ...fleet, ...links, ...delivery },
        DRIFTWHEEL_TOPIC_NOTIFY: topics.notify,
        // Runs lead to the entries that they are of.
        ...(scope.fleet.experiments ? { DRIFTWHEEL_ENTRIES_URL: apiUrl } : {}),
      };
  }
}

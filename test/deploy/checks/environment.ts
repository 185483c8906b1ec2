import { type DeployGraph, graphSecret } from "../../../stacks/graph/build-graph.ts";
import { object, ofType } from "../graph-reader.ts";

const name = /^driftwheel-[a-z0-9-]+$/;
const alias = /^arn:aws:lambda:[a-z0-9-]+:\d{12}:function:driftwheel-[a-z0-9-]+:live$/;
const topic = /^arn:aws:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9-]+$/;
const queue = /^https:\/\/sqs\.[a-z0-9-]+\.amazonaws\.com\/\d{12}\/driftwheel-[a-z0-9-]+$/;
const parameter = /^(\/[a-zA-Z0-9_.-]+){2,}$/;

/** Every variable that a function may have, and what it must look like: a name, an address, a number. */
const shapes: Readonly<Record<string, RegExp>> = {
  DRIFTWHEEL_LEDGER_TABLE: name,
  DRIFTWHEEL_BUS: name,
  DRIFTWHEEL_TOPIC_PAGE: topic,
  DRIFTWHEEL_TOPIC_NOTIFY: topic,
  DRIFTWHEEL_TOPIC_INFO: topic,
  DRIFTWHEEL_ROLLOUT_FUNCTION: alias,
  DRIFTWHEEL_DELIVERY_FUNCTION: alias,
  DRIFTWHEEL_COMMAND_FUNCTION: name,
  DRIFTWHEEL_MONITOR_QUEUE: queue,
  DRIFTWHEEL_QUALITY_QUEUE: queue,
  DRIFTWHEEL_SWEEP_QUEUE: queue,
  DRIFTWHEEL_PREDICTIONS_QUEUE: queue,
  DRIFTWHEEL_GRACE_SECONDS: /^\d+$/,
  DRIFTWHEEL_FUNCTION_MEMORY: /^\{("[a-z]+":\d+,?)+\}$/,
  DRIFTWHEEL_FLEET: /^fleet\.mjs$/,
  DRIFTWHEEL_API_URL: /^https:\/\/[a-z0-9.-]+$/,
  DRIFTWHEEL_ENTRIES_URL: /^https:\/\/[a-z0-9.-]+$/,
  DRIFTWHEEL_API_ROLES: /^\{"reader":\[.*\],"operator":\[.*\],"approver":\[.*\]\}$/,
  DRIFTWHEEL_API_ROLES_CLAIM: /^[A-Za-z0-9_:/.-]+$/,
  DRIFTWHEEL_LINK_SECRET: parameter,
  DRIFTWHEEL_ORIGIN_SECRET: parameter,
  NODE_OPTIONS: /^--max-semi-space-size=\d+ --max-old-space-size=\d+$/,
};

const common = ["LEDGER_TABLE"];
const decides = [
  ...common,
  "BUS",
  "TOPIC_PAGE",
  "TOPIC_NOTIFY",
  "TOPIC_INFO",
  "ROLLOUT_FUNCTION",
  "GRACE_SECONDS",
  "API_URL",
  "LINK_SECRET",
];
const watches = decides.filter((variable) => variable !== "API_URL" && variable !== "LINK_SECRET");
const told: Readonly<Record<string, readonly string[]>> = {
  sweep: [...decides, "FUNCTION_MEMORY", "SWEEP_QUEUE"],
  monitor: [...watches, "MONITOR_QUEUE"],
  quality: [...watches, "QUALITY_QUEUE"],
  idle: watches,
  api: [...common, "API_ROLES", "LINK_SECRET", "COMMAND_FUNCTION", "DELIVERY_FUNCTION"],
  hooks: [...common, "BUS"],
  predictions: [],
  inferences: common,
  // Of a fleet that logs predictions.
  invoke: ["PREDICTIONS_QUEUE"],
  webhooks: [...common, "DELIVERY_FUNCTION", "TOPIC_NOTIFY"],
  delivery: [...common, "DELIVERY_FUNCTION", "TOPIC_NOTIFY", "API_URL", "LINK_SECRET"],
};
/** Those that read captures have their memory divided for that. */
const readsCaptures = new Set(["monitor", "quality"]);
/** Those that face the internet. */
const facing = new Set(["api", "hooks"]);

/** What functions are told and do not need, need and are not told, and whatever could be a secret. */
export function checkEnvironment(
  graph: DeployGraph,
  { waf = false, jwt = false, experiments = false } = {},
): string[] {
  const wrong: string[] = [];
  for (const { name: of, properties } of ofType(graph, "lambda/function:Function")) {
    const variables = object(object(properties.environment).variables);
    const own = [
      ...(told[of] ?? decides),
      ...(waf && facing.has(of) ? ["ORIGIN_SECRET"] : []),
      ...(experiments && of === "delivery" ? ["ENTRIES_URL"] : []),
      ...(jwt && of === "api" ? ["API_ROLES_CLAIM"] : []),
    ].map((variable) => `DRIFTWHEEL_${variable}`);
    const wanted = [...own, ...(readsCaptures.has(of) ? ["NODE_OPTIONS"] : [])];
    for (const variable of wanted) if (!(variable in variables)) wrong.push(`${of} is not told ${variable}`);
    for (const [variable, value] of Object.entries(variables)) {
      if (!wanted.includes(variable) && variable !== "DRIFTWHEEL_FLEET")
        wrong.push(`${of} is told ${variable}`);
      if (!shapes[variable]?.test(String(value)))
        wrong.push(`${of}: ${variable} is no name, address or number`);
    }
  }
  return [...wrong, ...checkSecrets(graph)];
}

/** Where a secret's value stands; the distribution has to know one, and keeps it encrypted. */
function checkSecrets(graph: DeployGraph): string[] {
  return graph
    .filter(({ properties }) => JSON.stringify(withoutEncrypted(properties)).includes(graphSecret))
    .map(({ type, name: of }) => `${type} ${of} holds a secret in plain text`);
}

/** How pulumi marks a value that it keeps encrypted: https://www.pulumi.com/docs/iac/concepts/secrets/ */
const mark = "4dabf18193072939515e22adb298388d";

function withoutEncrypted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEncrypted);
  if (typeof value !== "object" || value === null) return value;
  if (mark in value) return "encrypted";
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, withoutEncrypted(inside)]));
}

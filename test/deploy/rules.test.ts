import { beforeAll, describe, expect, it } from "vitest";
import { buildGraph, type DeployGraph, graphSettings } from "../../stacks/graph/build-graph.ts";
import { exceptions } from "../../stacks/rules/exceptions.ts";
import { rules } from "../../stacks/rules/rules.ts";
import { judge } from "./checks/rules.ts";
import { fleetInBatch, fleetOf, fleetOfIdle, fleetOfRetrainers } from "./fleets.ts";

/** Deployments that together have every kind of resource. */
const graphs: Record<"plain" | "guarded" | "domain" | "console" | "traced", DeployGraph> = {
  plain: [],
  guarded: [],
  domain: [],
  console: [],
  traced: [],
};
const domain = {
  name: "ml.example.com",
  certificate: "arn:aws:acm:us-east-1:444455556666:certificate/1a2b3c4d",
};

beforeAll(async () => {
  // What is left open only for costs, for idle, for batches or for what Data Wrangler exports is needed by a fleet that has them.
  const { called } = fleetOfRetrainers().models;
  if (called === undefined) throw new Error("no model waits for what Data Wrangler exports");
  const batch = Object.entries(fleetInBatch().models).map(([name, policy]) => [`${name}-batch`, policy]);
  const models = { ...fleetOf(2).models, called, ...Object.fromEntries(batch) };
  const fleet = { ...fleetOf(2), models, costs: {}, idle: fleetOfIdle(true).idle };
  const build = (settings: object) =>
    buildGraph({ stage: "production", fleet, settings: { ...graphSettings, ...settings } });
  graphs.plain = await build({});
  graphs.guarded = await build({ api: { ...graphSettings.api, waf: true } });
  graphs.domain = await build({ api: { ...graphSettings.api, waf: true, domain } });
  const jwt = { issuer: "https://id.example.com", audience: ["driftwheel"] };
  graphs.console = await build({ api: { jwt }, console: { clientId: "console" } });
  graphs.traced = await build({ tracing: true });
});

/** The graph with one property of one resource changed. */
function changed(graph: DeployGraph, type: string, name: string, properties: object): DeployGraph {
  const found = graph.filter((one) => one.type === `aws:${type}` && one.name === name);
  expect(found).toHaveLength(1);
  return graph.map((one) =>
    found.includes(one) ? { ...one, properties: { ...one.properties, ...properties } } : one,
  );
}

const failed = (graph: DeployGraph) => judge(graph).open.map(({ rule, name }) => `${rule} ${name}`);

describe("the rules of the scanners", () => {
  it("are met, or stand in the list with their reason", () => {
    for (const graph of [graphs.plain, graphs.guarded, graphs.domain, graphs.console])
      expect(judge(graph).open).toEqual([]);
    expect(failed(graphs.traced).every((line) => line.startsWith("AwsSolutions-IAM5 xray:"))).toBe(true);
  });

  it("have no exception that no longer applies", () => {
    const used = new Set(
      [graphs.plain, graphs.guarded, graphs.console].flatMap((graph) => [...judge(graph).used]),
    );
    expect(exceptions.filter((exception) => !used.has(exception))).toEqual([]);
  });

  it("are known by name, each once, and every exception is of one of them", () => {
    const ids = rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(exceptions.filter(({ rule }) => !ids.includes(rule))).toEqual([]);
  });

  it("take tracing and a domain's TLS for what they want", () => {
    const rulesOf = (graph: DeployGraph) =>
      new Set(rules.filter((rule) => rule.findings(graph).length > 0).map(({ id }) => id));
    expect(rulesOf(graphs.plain)).toContain("CKV_AWS_50");
    expect(rulesOf(graphs.traced)).not.toContain("CKV_AWS_50");
    expect(rulesOf(graphs.guarded)).toContain("CKV_AWS_174");
    expect(rulesOf(graphs.domain)).not.toContain("CKV_AWS_174");
    expect(rulesOf(graphs.plain)).not.toContain("AwsSolutions-SQS4");
    expect(rulesOf(graphs.plain)).not.toContain("CKV_AWS_338");
  });

  it("see a route that was opened, a log that is short, a queue in plain text, and a wider permission", () => {
    const { plain } = graphs;
    expect(
      failed(changed(plain, "apigatewayv2/route:Route", "get-models", { authorizationType: "NONE" })),
    ).toEqual(["CKV_AWS_309 get-models", "AwsSolutions-APIG4 get-models"]);
    expect(failed(changed(plain, "cloudwatch/logGroup:LogGroup", "drift", { retentionInDays: 90 }))).toEqual([
      "CKV_AWS_338 drift",
    ]);
    expect(failed(changed(plain, "sqs/queuePolicy:QueuePolicy", "drift-dead", { policy: "{}" }))).toEqual([
      "AwsSolutions-SQS4 drift-dead",
    ]);
    const Statement = [{ Effect: "Allow", Action: ["s3:*"], Resource: ["arn:aws:s3:::lake"] }];
    expect(
      failed(changed(plain, "iam/policy:Policy", "api-1", { policy: JSON.stringify({ Statement }) })),
    ).toEqual(["AwsSolutions-IAM5 s3:* on lake"]);
  });
});

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamoLedger } from "@driftwheel/aws/ledger/ledger.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { describe, expect, it } from "vitest";
import { logMetrics, ownLogMetrics } from "../../stacks/observability/log-metrics.ts";
import { object } from "./graph-reader.ts";

/** What a function writes about one message, on either of the streams that Lambda keeps. */
function linesAbout(body: string): readonly unknown[] {
  const record = { messageId: "m-1", body, attributes: { ApproximateReceiveCount: "1" } };
  const script = `
    const { intake } = await import("./functions/shell/intake.ts");
    const connect = async () => ({ fleet: { models: {} }, runtime: () => Promise.reject(new Error("not needed")) });
    const handler = intake({ name: "drift", connect });
    await handler({ Records: [${JSON.stringify(record)}] }, { awsRequestId: "r-1" });`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: join(import.meta.dirname, "../.."),
    encoding: "utf8",
    env: { ...process.env, AWS_LAMBDA_FUNCTION_NAME: "driftwheel-dev-drift" },
  });
  return `${stdout}\n${stderr}`
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line): unknown => JSON.parse(line));
}

/** The terms of a filter pattern: a path, and a text that may begin and end with a star. */
function counts(metric: string, line: unknown): boolean {
  const pattern = [...logMetrics, ...ownLogMetrics].find((found) => found.metric === metric)?.pattern ?? "";
  const terms = [...pattern.matchAll(/\$\.([\w.]+) = "([^"]*)"/g)].map(([, path = "", text = ""]) => {
    const value = path.split(".").reduce<unknown>((from, key) => object(from)[key], line);
    if (typeof value !== "string") return false;
    const parts = text.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\/]/g, "\\$&"));
    return new RegExp(`^${parts.join("[^]*")}$`).test(value);
  });
  return pattern.includes("&&") ? terms.every(Boolean) : terms.some(Boolean);
}

describe("the metrics that are read from logs", () => {
  it("count a message that cannot be understood, once, and no other", () => {
    expect(linesAbout("{").filter((line) => counts("Malformed", line))).toHaveLength(1);
    const other = linesAbout(JSON.stringify({ source: "aws.health", "detail-type": "Issue", detail: {} }));
    expect(other.length).toBeGreaterThan(0);
    expect(other.filter((line) => counts("Malformed", line))).toEqual([]);
  });

  it("count an entry that DynamoDB did not take", async () => {
    const client = new DynamoDBClient({
      region: "eu-west-1",
      endpoint: "http://127.0.0.1:9",
      maxAttempts: 1,
      credentials: { accessKeyId: "none", secretAccessKey: "none" },
    });
    const entry = { model: "tides", sequence: 1 } as Entry; // the ledger looks at nothing else before it writes
    const error = await dynamoLedger({ table: "ledger", client })
      .append("tides", [entry])
      .catch((reason: unknown) => reason);
    const message = error instanceof Error ? error.message : "";
    expect(counts("LedgerWriteFailures", { message: "postponed", reason: message })).toBe(true);
    expect(counts("LedgerWriteFailures", { message: "not handled", error: { message } })).toBe(true);
    expect(counts("LedgerWriteFailures", { message: "postponed", reason: "DescribeEndpoint: busy" })).toBe(
      false,
    );
  });

  it("count an act that AWS refused for good, and nothing that is postponed", async () => {
    const line = { level: "ERROR", message: "effect failed", model: "tides", effect: "send-alert" };
    expect(counts("EffectsFailed", line)).toBe(true);
    expect(counts("EffectsFailed", { ...line, message: "handled", entries: ["effect-failed"] })).toBe(false);
    expect(counts("EffectsFailed", { ...line, message: "postponed" })).toBe(false);
  });

  it("count a webhook that was given up, and none that was taken or is still tried", () => {
    const ended = { level: "WARN", message: "delivery ended", subscription: "board", execution: 1 };
    expect(counts("DeliveriesDead", { ...ended, status: "dead" })).toBe(true);
    expect(counts("DeliveriesDead", { ...ended, status: "delivered" })).toBe(false);
    expect(counts("DeliveriesDead", { ...ended, message: "attempted", status: "dead" })).toBe(false);
  });

  it("count a hook that was answered 5XX, and no other route or answer", () => {
    const line = { requestId: "r-1", routeKey: "POST /hooks/{source}", status: "502" };
    expect(counts("HookFailures", line)).toBe(true);
    expect(counts("HookFailures", { ...line, status: "401" })).toBe(false);
    expect(counts("HookFailures", { ...line, routeKey: "GET /models" })).toBe(false);
  });

  it("count a link that was asked for too often, by whichever method, and no other route or answer", () => {
    const line = { requestId: "r-1", routeKey: "POST /links/{token}", status: "429" };
    expect(counts("LinksThrottled", line)).toBe(true);
    expect(counts("LinksThrottled", { ...line, routeKey: "GET /links/{token}" })).toBe(true);
    expect(counts("LinksThrottled", { ...line, status: "403" })).toBe(false);
    expect(counts("LinksThrottled", { ...line, routeKey: "POST /hooks/{source}" })).toBe(false);
  });
});

import { pointTo, serveJson } from "@driftwheel/aws/testing/json-wire.ts";
import type { FailedInput } from "@driftwheel/core/monitor/inferences/failed-input.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type } from "../../../test/terminal.ts";

function failed(id: string, input: FailedInput["input"], more: Partial<FailedInput> = {}) {
  const kept: Omit<FailedInput, "redriven"> = {
    ...{ id, model: "tides", endpoint: "tides-prod", inferenceId: `wave-${id}` },
    ...{ receivedAt: "2026-03-02T11:00:00.000Z", failedAt: "2026-03-02T11:00:01.000Z" },
    ...{ input, accept: null, customAttributes: null, output: null },
    failure: { reason: "ClientError: Received client error (400) from model.", fault: "input" },
    ...more,
  };
  return { input: { S: JSON.stringify(kept) } };
}

let items: readonly object[] = [];
let server: Awaited<ReturnType<typeof serveJson>>;
const before = { ...process.env };
beforeAll(async () => {
  // No endpoint takes anything here.
  server = await serveJson({ Query: () => ({ Items: items, Count: items.length }) });
  pointTo(server.url);
});
afterAll(async () => {
  await server.close();
  process.env = before;
});

const command = ["failed-inputs", "tides", "--table", "ledger"];

it("sending failed inputs again fails where the endpoint takes none of them, and says which", async () => {
  items = [failed("1", { location: "s3://tides/in/1.csv", contentType: "text/csv" })];
  const { code, out, hints } = await type([...command, "--redrive"]);
  expect(code).toBe(1);
  expect(JSON.parse(out[0] ?? "")).toMatchObject({ failed: [{ id: "1" }], redriven: [] });
  expect(hints[0]).toContain("tides-prod did not take wave-1 again: 400");
  expect(hints[1]).toBe("1 of 1 could not be sent again.");
});

it("one whose payload nobody keeps is listed, and sending it fails only where it is named", async () => {
  items = [failed("2", null)];
  expect(await type([...command, "--redrive"])).toMatchObject({ code: 0, hints: [] });
  const { code, hints } = await type([...command, "2", "--redrive"]);
  expect(code).toBe(1);
  expect(hints[0]).toBe("2 brought its payload itself, which nobody keeps");
});

it("what failed on a challenger's endpoint is sent to the model's own, which serves whatever became of the trial", async () => {
  const challenger = { endpoint: "driftwheel-tides-v2-1", modelEndpoint: "tides-prod" };
  items = [failed("3", { location: "s3://tides/in/3.csv", contentType: "text/csv" }, challenger)];
  const sent = await type([...command, "--redrive"]);
  expect(sent.hints[0]).toContain("tides-prod did not take wave-3 again");
  const elsewhere = await type([...command, "--redrive", "--endpoint", "tides-spare"]);
  expect(elsewhere.hints[0]).toContain("tides-spare did not take wave-3 again");
});

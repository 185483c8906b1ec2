import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { missing } from "../runner/skipped.ts";
import { root, startServer } from "./local-server.ts";

it.skipIf(missing("boto3", "python3", "-c", "import boto3"))(
  "boto3 trains, serves, invokes, lists and meets the service's own errors",
  async () => {
    const server = await startServer("--no-functions");
    const day = "12.5,3.1,0.4,11";
    const session = [
      join(import.meta.dirname, "boto3_session.py"),
      server.url,
      join(root, "examples/frost/data/weather.csv"),
      day,
    ];

    const { stdout } = await promisify(execFile)("python3", session);
    const seen = JSON.parse(stdout);

    expect(seen).toMatchObject({ job: "Completed", failure: null, endpoint: "InService", variant: "only" });
    expect(seen.prediction).toBeGreaterThan(0);
    expect(seen.prediction).toBeLessThan(12.5);
    expect(seen.pages).toEqual([
      ["boto-group-0", "boto-group-1"],
      ["boto-group-2", "boto-group-3"],
      ["boto-group-4"],
    ]);
    expect(
      Object.fromEntries(Object.entries<[string, string]>(seen.errors).map(([call, [code]]) => [call, code])),
    ).toEqual({
      describe_training_job: "ValidationException",
      describe_endpoint: "ValidationException",
      create_training_job: "ResourceInUse",
      invoke_endpoint: "ValidationError",
      get_object: "NoSuchKey",
      list_hubs: "UnknownOperationException",
    });
    expect(await server.end("SIGTERM")).toBeLessThan(2_000);
  },
);

it("the server ends within two seconds of SIGTERM, with functions attached too, however often it is told", async () => {
  const server = await startServer();

  const again = setInterval(() => server.process.kill("SIGTERM"), 5);
  expect(await server.end("SIGTERM")).toBeLessThan(2_000);
  clearInterval(again);
  expect(server.process.exitCode).toBe(0);
});

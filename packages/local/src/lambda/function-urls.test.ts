import { afterEach, describe, expect, it, vi } from "vitest";
import { type LocalServer, startLocal } from "../server.ts";
import type { FunctionSource, Handler } from "./function-source.ts";

/** Told by each call when it may end. */
let ending: Promise<void>;
let events: unknown[];
let server: LocalServer | null = null;

/** Answers with what its query asks for, and goes on until it may end. */
const source: FunctionSource = {
  names: ["echo", "plain"],
  durable: new Set(),
  urls: new Set(["echo"]),
  routes: [],
  schedules: [],
  load: async () =>
    awslambda.streamifyResponse(async (event: { readonly rawQueryString: string; body?: string }, stream) => {
      events.push(event);
      if (event.rawQueryString === "fail") throw new Error("broken on purpose");
      if (event.rawQueryString === "silent") return;
      if (event.rawQueryString.startsWith("write")) process.stdout.write(event.body ?? "");
      const headers = { "content-type": "application/x-npy", "x-said": "twice" };
      const answer = awslambda.HttpResponseStream.from(stream, { statusCode: 207, headers });
      answer.write(Buffer.from([0, 255]));
      answer.write(Buffer.from([1]));
      answer.end();
      await ending;
    }) as unknown as Handler, // the runtime calls it with a stream between the two
};

async function start() {
  ending = Promise.resolve();
  events = [];
  const warnings: string[] = [];
  server = await startLocal({ functions: source, warn: (line) => warnings.push(line) });
  return { url: server.functionUrl("echo"), warnings };
}

afterEach(async () => {
  await server?.close();
  server = null;
});

const signedFor = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=AKIAQUAY/20260504/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});
const ask = (url: string, body: string | Uint8Array<ArrayBuffer> = "1,2", type = "text/csv") =>
  fetch(url, { method: "POST", headers: { ...signedFor("lambda"), "content-type": type }, body });

describe("a line that a function writes", () => {
  const line = (metrics: object) =>
    JSON.stringify({ _aws: { Timestamp: 1_000, CloudWatchMetrics: [metrics] }, Bay: "Fundy", Tides: [2, 3] });
  const embedded = {
    ...{ Namespace: "Shore", Dimensions: [["Bay"]] },
    Metrics: [{ Name: "Tides", Unit: "Count" }],
  };
  const samples = () =>
    server?.world.metrics.samples(
      { namespace: "Shore", name: "Tides", dimensions: { Bay: "Fundy" } },
      0,
      2_000,
      "Count",
    );

  it("in CloudWatch's embedded format is metrics, and is not written out", async () => {
    const { url } = await start();
    const written = vi.spyOn(process.stdout, "write");
    await ask(`${url}?write`, line(embedded), "application/json");
    written.mockRestore();
    expect(samples()?.map(({ value }) => value)).toEqual([2, 3]);
  });

  it("of another kind is written out as it is", async () => {
    const { url } = await start();
    await ask(`${url}?write`, "", "application/json");
    expect(samples()).toEqual([]);
  });
});

describe("a function's URL", () => {
  it("hands on the path below it, who signed, and the body: text as it is, and bytes in base64", async () => {
    const { url } = await start();
    await ask(`${url}endpoints/tides?a=1`);
    await ask(url, Uint8Array.from([0, 255]), "application/x-npy");
    expect(events).toMatchObject([
      {
        version: "2.0",
        routeKey: "$default",
        rawPath: "/endpoints/tides",
        rawQueryString: "a=1",
        body: "1,2",
        isBase64Encoded: false,
        requestContext: {
          http: { method: "POST", path: "/endpoints/tides" },
          authorizer: { iam: { accessKey: "AKIAQUAY" } },
        },
      },
      { rawPath: "/", body: "AP8=", isBase64Encoded: true },
    ]);
  });

  it("answers with status, headers and bytes as soon as the function has, which goes on", async () => {
    const { url } = await start();
    let end = () => {};
    ending = new Promise((resolve) => {
      end = resolve;
    });
    const answer = await ask(url);
    expect([answer.status, answer.headers.get("content-type"), answer.headers.get("x-said")]).toEqual([
      ...[207, "application/x-npy", "twice"],
    ]);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from([0, 255, 1]));
    expect(server?.idle()).toBe(false);
    end();
    await vi.waitFor(() => expect(server?.idle()).toBe(true));
  });

  it("lets nobody in who has not signed, or for another service, and is nobody's of another function", async () => {
    const { url } = await start();
    expect((await fetch(url, { method: "POST" })).status).toBe(403);
    const other = await fetch(url, { method: "POST", headers: signedFor("sagemaker") });
    expect([other.status, await other.json()]).toEqual([
      403,
      { message: "Credential should be scoped to correct service: 'lambda'. " },
    ]);
    expect((await ask(url.replace("-echo", "-plain"))).status).toBe(403);
    expect(events).toEqual([]);
  });

  it("answers 502 where the function fails or ends without an answer, and 413 beyond 6 MB", async () => {
    const { url, warnings } = await start();
    expect((await ask(`${url}?fail`)).status).toBe(502);
    expect(warnings.join()).toContain("echo failed: Error: broken on purpose");
    expect((await ask(`${url}?silent`)).status).toBe(502);
    expect((await ask(url, "1".repeat(6_300_000))).status).toBe(413);
    expect((await ask(url, "1".repeat(6_200_000))).status).toBe(207);
  });
});

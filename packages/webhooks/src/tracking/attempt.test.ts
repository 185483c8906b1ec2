import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { Refused } from "@driftwheel/core/vocabulary/errors.ts";
import { afterEach, expect, it } from "vitest";
import { sampleLedger } from "../../../cli/test/sample-ledger.ts";
import { attemptTracking, type TrackingTools } from "./attempt.ts";

interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

type Answer = readonly [status: number, json: unknown, headers?: Readonly<Record<string, string>>];

/** A server that answers each request by its path, as MLflow does or as a test says. */
async function serve(answer: (path: string) => Answer) {
  const asked: Asked[] = [];
  server = createServer((request, response) => {
    void text(request).then((body) => {
      const path = (request.url ?? "").replace("/api/2.0/mlflow/", "");
      asked.push({ path, headers: request.headers, body: body === "" ? null : JSON.parse(body) });
      const [status, json, headers = {}] = answer(path);
      response.writeHead(status, headers).end(typeof json === "string" ? json : JSON.stringify(json));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A TCP server that listens has an address of this shape.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked };
}

const found = { experiment: { experiment_id: "7", lifecycle_stage: "active" } };
const run = { info: { run_id: "r1", status: "RUNNING" }, data: {} };
const mlflow = (path: string): Answer => {
  if (path.startsWith("experiments/get-by-name")) return [200, found];
  return [200, path === "runs/search" ? { runs: [run] } : {}];
};

const requested = sampleLedger.find(({ kind }) => kind === "retraining-requested");

async function attempt(server: Partial<TrackingTools["server"]>, changes: Partial<TrackingTools> = {}) {
  if (!requested) throw new Error("the sample asks for no retraining");
  const pages: string[] = [];
  const known = sampleLedger.slice(0, requested.sequence);
  const attempted = await attemptTracking(requested, {
    server: { experiment: "driftwheel/{model}", ...server },
    experiment: "driftwheel/frost",
    place: { region: "eu-west-1", studioDomain: null },
    api: "https://wheel.example.com",
    clock: { now: () => new Date("2026-03-02T10:00:01.000Z") },
    secrets: { read: async (name) => [`${name} holds this`] },
    reachable: "loopback",
    ledger: async () => known,
    signFor: async () => async (request) => request.headers,
    keepPage: async (key, url) => void pages.push(`${key} ${url}`),
    ...changes,
  });
  return { attempted, pages };
}

it("writes the run, and keeps where people look at it", async () => {
  const { url, asked } = await serve(mlflow);
  const { attempted, pages } = await attempt({ url: `${url}/` });

  expect(attempted).toEqual({
    at: "2026-03-02T10:00:01.000Z",
    took: 0,
    status: 200,
    retryAfter: null,
    error: null,
  });
  expect(pages).toEqual([`frost/retraining/3/2026-03-02T10:00:00.000Z ${url}/#/experiments/7/runs/r1`]);
  expect(asked.map(({ path }) => path)).toEqual([
    "experiments/get-by-name?experiment_name=driftwheel%2Ffrost",
    "runs/search",
    ...["runs/log-batch", "runs/log-batch", "runs/log-batch"],
  ]);
  expect(asked[1]?.body).toMatchObject({
    experiment_ids: ["7"],
    filter: "tags.`driftwheel.run` = 'frost/retraining/3/2026-03-02T10:00:00.000Z'",
  });
});

it("makes an experiment that is not there", async () => {
  const { url, asked } = await serve((path) => {
    if (path.startsWith("experiments/get-by-name")) return [404, { error_code: "RESOURCE_DOES_NOT_EXIST" }];
    return path === "experiments/create" ? [200, { experiment_id: "8" }] : mlflow(path);
  });
  expect((await attempt({ url })).pages[0]).toContain("/#/experiments/8/runs/r1");
  expect(asked.find(({ path }) => path === "experiments/create")?.body).toEqual({ name: "driftwheel/frost" });
});

it.each([
  [{ token: { parameter: "/mlflow/token" } }, "Bearer /mlflow/token holds this"],
  [
    { password: { parameter: "/mlflow/password" } },
    `Basic ${Buffer.from("/mlflow/password holds this").toString("base64")}`,
  ],
  [{}, undefined],
])("proves who asks as the fleet says: %j", async (given, authorization) => {
  const { url, asked } = await serve(mlflow);
  await attempt({ url, ...given });
  expect(asked.length).toBeGreaterThan(0);
  expect(new Set(asked.map(({ headers }) => headers.authorization))).toEqual(new Set([authorization]));
});

it.each([
  [401, "no user", "experiments/get-by-name: answered 401: no user"],
  [404, "<html>not here</html>", "experiments/get-by-name: answered 404: <html>not here</html>"],
  [429, { message: "slowly" }, 'experiments/get-by-name: answered 429: {"message":"slowly"}'],
  [500, "", "experiments/get-by-name: answered 500"],
  [302, "", "experiments/get-by-name: answered 302 (redirects are not followed)"],
] as const)("says why a server that answers %i took nothing", async (status, json, error) => {
  const { url } = await serve(() => [status, json, { "retry-after": "30" }]);
  const { attempted, pages } = await attempt({ url });
  expect(attempted).toMatchObject({ status, retryAfter: "30", error });
  expect(pages).toEqual([]);
});

it.each([
  ["<html>welcome</html>", "experiments/get-by-name: answered 200 and no JSON; is the URL MLflow's?"],
  [{ greeting: 1 }, "experiments/get-by-name: the answer's experiment is not MLflow's"],
  [
    { experiment: { experiment_id: "7", lifecycle_stage: "deleted" } },
    'somebody deleted the experiment "driftwheel/frost"; restore it in MLflow, or name another one',
  ],
])("an answer that is not the experiment's is a failure: %j", async (json, error) => {
  const { url } = await serve(() => [200, json]);
  expect((await attempt({ url })).attempted).toMatchObject({ status: null, error });
});

it("an address that nothing listens at, or that may not be asked, is a failed attempt", async () => {
  const { url } = await serve(mlflow);
  server?.close();
  const { attempted } = await attempt({ url });
  expect(attempted).toMatchObject({ status: null, error: expect.stringContaining("ECONNREFUSED") });
  const closed = await attempt({ url }, { reachable: "public" });
  expect(closed.attempted).toMatchObject({ status: null, error: expect.stringContaining("http:") });
});

it("a parameter that holds nothing is a failed attempt that names it", async () => {
  const read = async (name: string) => {
    throw new Refused(`SSM has no parameter ${name}`);
  };
  const { attempted } = await attempt({ url: { parameter: "/mlflow/url" } }, { secrets: { read } });
  expect(attempted).toMatchObject({ status: null, error: "SSM has no parameter /mlflow/url" });
});

it.each([
  [
    "arn:aws:sagemaker:eu-west-1:444455556666:mlflow-app/app-VINES1",
    "https://mlflow.sagemaker.eu-west-1.app.aws/api/2.0/mlflow/experiments/get-by-name?experiment_name=driftwheel%2Ffrost",
  ],
  [
    "arn:aws-us-gov:sagemaker:us-gov-west-1:444455556666:mlflow-tracking-server/vines",
    "https://us-gov-west-1.experiments.sagemaker.aws/api/2.0/mlflow/experiments/get-by-name?experiment_name=driftwheel%2Ffrost",
  ],
])("asks SageMaker's own host for %s", async (arn, url) => {
  const signed: string[] = [];
  const signFor = async () => async (request: { readonly url: string }) => {
    signed.push(request.url);
    throw new Refused("there are no credentials");
  };
  expect((await attempt({ arn }, { signFor })).attempted.error).toBe("there are no credentials");
  expect(signed).toEqual([url]);
});

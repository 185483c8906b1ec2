import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  waitUntilEndpointInService,
} from "@aws-sdk/client-sagemaker";
import {
  InvokeEndpointCommand,
  type ModelError,
  SageMakerRuntimeClient,
} from "@aws-sdk/client-sagemaker-runtime";
import { DeleteParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { listObjects, readObject } from "@driftwheel/aws/s3/objects.ts";
import { readCapture } from "@driftwheel/core/monitor/captures/captures.ts";
import { rowOf } from "@driftwheel/example-frost/image/features.ts";
import { images } from "@driftwheel/example-frost/image.ts";
import { seasons } from "@driftwheel/example-frost/world/seasons.ts";
import { seed } from "@driftwheel/example-frost/world/seed.ts";
import { connect, disconnect } from "@driftwheel/example-shared/world/clients.ts";
import { seededRandom } from "@driftwheel/local/random.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { blocksOfGuide } from "../../guides/blocks.ts";
import { longestWait } from "../../runner/longest-wait.ts";
import { missing } from "../../runner/skipped.ts";
import { root } from "../local-server.ts";
import { endpoint, parameter } from "./invoke-proxy/fleet.ts";

/*
 * Callers ask the proxy by SageMaker's own client and by fetch, as they would ask an endpoint: it finds out by the route
 * which one to ask, answers what that answers, and logs what was predicted.
 */
const region = "us-east-1";
const challenger = "driftwheel-frost-v2-1";
const credentials = { accessKeyId: "local", secretAccessKey: "local" };
const days = seasons(seededRandom(7));
/** Outside of what git sees, and inside of where the repository's packages resolve. */
const workshop = join(root, ".driftwheel/invoke-proxy");
let local: LocalServer;
let clients: ReturnType<typeof connect>;
let ssm: SSMClient;
/** What SageMaker's client is told to ask the proxy: its address, and the service that a signature is for. */
let proxied: SageMakerRuntimeClient;

beforeAll(async () => {
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  local = await startLocal({
    images,
    region,
    seed: 7,
    functions: true,
    schedules: { monitor: 0, quality: 0, sweep: 0 },
    environment: { DRIFTWHEEL_FLEET: join(import.meta.dirname, "invoke-proxy/fleet.ts") },
  });
  clients = connect({ url: local.url, region });
  ssm = new SSMClient({ endpoint: local.url, region, credentials });
  const asked = { endpoint: local.functionUrl("invoke"), signingName: "lambda" };
  proxied = new SageMakerRuntimeClient({ ...asked, region, credentials });
  mkdirSync(workshop, { recursive: true });
  await seed(clients, days.history, () => {});
  await Promise.all([serve(endpoint, "AllTraffic"), serve(challenger, "version-2")]);
});

afterAll(async () => {
  vi.restoreAllMocks();
  rmSync(workshop, { recursive: true, force: true });
  ssm.destroy();
  proxied.destroy();
  disconnect(clients);
  await local.close();
});

async function serve(name: string, variant: string): Promise<void> {
  const ServerlessConfig = { MemorySizeInMB: 2048, MaxConcurrency: 5 };
  await clients.sagemaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: name,
      ProductionVariants: [{ VariantName: variant, ModelName: "frost-first", ServerlessConfig }],
    }),
  );
  await clients.sagemaker.send(new CreateEndpointCommand({ EndpointName: name, EndpointConfigName: name }));
  await waitUntilEndpointInService(
    { client: clients.sagemaker, maxWaitTime: longestWait / 1_000, minDelay: 0.2, maxDelay: 1 },
    { EndpointName: name },
  );
}

async function route(weight: number): Promise<void> {
  const Value = JSON.stringify({
    model: "frost",
    champion: { endpoint, weight: 100 - weight },
    ...(weight > 0 && { challenger: { endpoint: challenger, weight }, rollout: "frost-v2-1" }),
  });
  await ssm.send(new PutParameterCommand({ Name: parameter, Value, Type: "String", Overwrite: true }));
}

const authorization = `AWS4-HMAC-SHA256 Credential=local/20260309/${region}/lambda/aws4_request, SignedHeaders=host, Signature=0`;
function ask(rows: string, headers: Readonly<Record<string, string>> = {}, model = "frost") {
  return fetch(`${local.functionUrl("invoke")}endpoints/${model}/invocations`, {
    method: "POST",
    headers: { authorization, "content-type": "text/csv", accept: "text/csv", ...headers },
    body: rows,
  });
}
const row = () => {
  const { value } = days.seattle().next();
  return value ? rowOf(value.day).join(",") : "";
};
const settled = () =>
  vi.waitFor(() => expect(local.idle()).toBe(true), { timeout: longestWait, interval: 50 });
/** Longer than a route is kept: docs/guides/traffic/invoke-proxy.md. */
const routeKnown = () => new Promise((resolve) => setTimeout(resolve, 5_100));

/** Every prediction in the log, in the order of variants. */
async function logged() {
  await settled();
  const lines: string[] = [];
  for await (const { key } of listObjects({ bucket: "frost-weather", key: `predictions/${endpoint}/` })) {
    lines.push(...((await readObject({ bucket: "frost-weather", key })) ?? "").trim().split("\n"));
  }
  return lines.map(readCapture);
}

it("asks the model's own endpoint as long as nobody has written a route", async () => {
  const answer = await ask(row());
  expect(answer.status).toBe(200);
  expect(answer.headers.get("x-driftwheel-endpoint")).toBe(endpoint);
  await route(0);
});

it("answers what the endpoint answers, byte for byte, to SageMaker's own client, and logs it for the monitor", async () => {
  const rows = row();
  const question = { ContentType: "text/csv", Accept: "text/csv", Body: rows };
  const direct = await clients.runtime.send(
    new InvokeEndpointCommand({ EndpointName: endpoint, ...question }),
  );
  const answer = await proxied.send(
    new InvokeEndpointCommand({ EndpointName: "frost", InferenceId: "day-1", ...question }),
  );
  const body = direct.Body.transformToString();
  expect(answer.Body.transformToString()).toBe(body);
  expect(answer).toMatchObject({ ContentType: direct.ContentType, InvokedProductionVariant: "AllTraffic" });
  expect(await logged()).toContainEqual(
    expect.objectContaining({
      ok: true,
      inferenceId: "day-1",
      data: rows,
      contentType: "text/csv",
      answer: expect.objectContaining({ data: body }),
    }),
  );
});

/** The guide's own client, pointed at this proxy. */
function client(language: "python" | "ts"): string {
  const [block] = blocksOfGuide("invoke-proxy", `${language} proxy`);
  return (block?.code ?? "").replace(
    "https://abcdefgh.lambda-url.eu-west-1.on.aws",
    local.functionUrl("invoke").replace(/\/$/, ""),
  );
}

it("answers the guide's TypeScript", async () => {
  const file = join(workshop, "ask.ts");
  writeFileSync(file, client("ts"));
  const { predict } = (await import(pathToFileURL(file).href)) as {
    // The block's own function.
    predict: (user: string, rows: string) => Promise<string>;
  };
  const rows = row();
  expect(Number(await predict("user-1", rows))).toBe(Number(await (await ask(rows)).text()));
});

it.skipIf(missing("boto3", "python3", "-c", "import boto3"))("answers the guide's Python", async () => {
  const file = join(workshop, "ask.py");
  const rows = row();
  writeFileSync(file, `${client("python")}\nprint(predict("user-1", ${JSON.stringify(rows)}))\n`);
  const env = { ...process.env, AWS_DEFAULT_REGION: region };
  const { stdout } = await promisify(execFile)("python3", [file], { env });
  expect(Number(stdout)).toBe(Number(await (await ask(rows)).text()));
});

it("passes the model's own error on as SageMaker tells it, and logs none of it", async () => {
  const before = (await logged()).length;
  const question = { ContentType: "text/csv", Body: "no,numbers" };
  const errorOf = (client: SageMakerRuntimeClient, EndpointName: string) =>
    client.send(new InvokeEndpointCommand({ EndpointName, ...question })).then(
      () => null,
      ({ name, message, OriginalStatusCode, OriginalMessage }: ModelError) => ({
        ...{ name, message, OriginalStatusCode, OriginalMessage },
      }),
    );
  const direct = await errorOf(clients.runtime, endpoint);
  expect(direct).toMatchObject({ name: "ModelError", OriginalStatusCode: 400 });
  expect(await errorOf(proxied, "frost")).toEqual(direct);
  expect(await logged()).toHaveLength(before);
});

it("lets nobody in who has not signed", async () => {
  expect((await ask(row(), { authorization: "" })).status).toBe(403);
  expect((await ask(row(), { authorization: authorization.replace("/lambda/", "/sagemaker/") })).status).toBe(
    403,
  );
});

it("tells a client what is wrong, each in the API's form", async () => {
  expect(await (await ask(row(), {}, "dew")).json()).toMatchObject({
    type: "/problems/not-found",
    detail: 'The proxy answers for no model "dew"; expected frost.',
  });
  local.world.faults.add("sagemaker", "InvokeEndpoint", {
    code: "ThrottlingException",
    message: "Rate exceeded",
    status: 400,
  });
  const throttled = await ask(row());
  expect([throttled.status, throttled.headers.get("retry-after")]).toEqual([429, "1"]);
  expect(await throttled.json()).toMatchObject({ type: "/problems/throttled" });
});

it("shifts with the route within five seconds, and goes on when the parameter is gone", async () => {
  const answering = async (user: string) =>
    (await ask(row(), { "x-driftwheel-unit": user })).headers.get("x-driftwheel-endpoint");
  await route(50);
  await routeKnown();
  const users = Array.from({ length: 40 }, (_, user) => `user-${user}`);
  const half = await Promise.all(users.map(answering));
  expect(await Promise.all(users.map(answering))).toEqual(half);
  expect(new Set(half)).toEqual(new Set([endpoint, challenger]));
  await route(100);
  await routeKnown();
  expect(new Set(await Promise.all(users.map(answering)))).toEqual(new Set([challenger]));
  await ssm.send(new DeleteParameterCommand({ Name: parameter }));
  await routeKnown();
  expect(await answering("user-1")).toBe(challenger);
});

it("says so when the route leads to an endpoint that does not exist", async () => {
  const Value = JSON.stringify({ model: "frost", champion: { endpoint: "frost-gone", weight: 100 } });
  await ssm.send(new PutParameterCommand({ Name: parameter, Value, Type: "String" }));
  await routeKnown();
  const answer = await ask(row());
  expect(answer.status).toBe(502);
  expect(await answer.json()).toMatchObject({
    type: "/problems/no-endpoint",
    detail: "The route of frost leads to frost-gone: Endpoint frost-gone of account 111122223333 not found.",
  });
});

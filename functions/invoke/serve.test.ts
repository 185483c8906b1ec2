import type { SignedAnswer } from "@driftwheel/aws/signed/signed-request.ts";
import { readPredictions } from "@driftwheel/core/monitor/predictions/prediction-message.ts";
import { fleetOf } from "@driftwheel/core/policy/testing/fleet.ts";
import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import type { Route } from "@driftwheel/core/vocabulary/trial/route.ts";
import { beforeEach, describe, expect, it } from "vitest";
import type { UrlEvent } from "./invocation.ts";
import { type Predicted, predictionMessage } from "./predicted.ts";
import { type ProxyPorts, serve } from "./serve.ts";

const fleet = fleetOf({
  tides: {
    route: { parameter: "/tides/route", proxy: true },
    drift: {
      monitor: "driftwheel",
      sensitivity: { falseAlarmsPerYear: 4 },
      predictionLog: "s3://tides/predictions",
    },
  },
  bays: { route: { parameter: "/bays/route", proxy: true } },
  dunes: {},
});
const now = new Date("2026-03-09T14:29:00Z");
const trial = (weight: number): Route => ({
  model: "tides",
  champion: { endpoint: "tides-prod", weight: 100 - weight },
  challenger: { endpoint: "driftwheel-tides-v2-1", weight },
  rollout: "tides-v2-1",
});
const said = (answer: Partial<SignedAnswer> = {}): SignedAnswer => ({
  status: 200,
  headers: { "content-type": "text/csv", "x-amzn-invoked-production-variant": "version-2" },
  body: Buffer.from("0.7"),
  ...answer,
});

let asked: { endpoint: string; headers: Readonly<Record<string, string>>; body: Buffer }[];
let answer: SignedAnswer | Error;
let route: Route;
let warned: unknown[];
let ports: ProxyPorts;

beforeEach(() => {
  const random = seededIntegers(3);
  asked = [];
  answer = said();
  route = { model: "tides", champion: { endpoint: "tides-prod", weight: 100 } };
  warned = [];
  ports = {
    fleet,
    routes: { of: async () => ({ ok: true, route }) },
    async invoke(endpoint, { headers, body }) {
      asked.push({ endpoint, headers, body });
      if (answer instanceof Error) throw answer;
      return answer;
    },
    now: () => now,
    random: () => random() / 2 ** 32,
    warn: (message, details) => warned.push({ message, ...details }),
  };
});

function event(headers: Readonly<Record<string, string>> = {}, changes: Partial<UrlEvent> = {}): UrlEvent {
  return {
    rawPath: "/endpoints/tides/invocations",
    headers: { "content-type": "text/csv", host: "abc.lambda-url.eu-west-1.on.aws", ...headers },
    body: "1,2",
    isBase64Encoded: false,
    requestContext: { http: { method: "POST" } },
    ...changes,
  };
}
const told = async (...of: Parameters<typeof event>) => {
  const { answer: given } = await serve(event(...of), ports);
  return { status: given.status, code: given.headers["x-amzn-errortype"], ...JSON.parse(String(given.body)) };
};

describe("a request", () => {
  it("goes to the route's endpoint with its bytes and the headers of SageMaker, and to nobody else's knowledge", async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 0x80]);
    const headers = {
      "content-type": "application/x-npy",
      Accept: "application/json",
      "X-Amzn-SageMaker-Inference-Id": "berth-7",
      "x-amzn-sagemaker-custom-attributes": "trace=1",
      "x-amzn-sagemaker-target-variant": "version-2",
      authorization: "AWS4-HMAC-SHA256 ...",
      "x-driftwheel-unit": "ann",
    };
    await serve(event(headers, { body: bytes.toString("base64"), isBase64Encoded: true }), ports);
    expect(asked).toEqual([
      {
        endpoint: "tides-prod",
        body: bytes,
        headers: {
          "content-type": "application/x-npy",
          accept: "application/json",
          "x-amzn-sagemaker-inference-id": "berth-7",
          "x-amzn-sagemaker-custom-attributes": "trace=1",
          "x-amzn-sagemaker-target-variant": "version-2",
        },
      },
    ]);
  });

  it("asks the inference component that the route names, whatever the caller names, and is told and logged as its answer", async () => {
    const endpoint = "tides-prod";
    route = {
      ...{ model: "tides", rollout: "tides-v2-1", champion: { endpoint, component: "tides", weight: 0 } },
      challenger: { endpoint, component: "driftwheel-tides-v2-1", weight: 100 },
    };
    const { answer: given, prediction } = await serve(
      event({ "x-amzn-sagemaker-inference-component": "mine" }),
      ports,
    );
    expect(asked).toMatchObject([
      { endpoint, headers: { "x-amzn-sagemaker-inference-component": "driftwheel-tides-v2-1" } },
    ]);
    // SageMaker's own header says the same of both components.
    expect(given.headers["x-driftwheel-variant"]).toBe("driftwheel-tides-v2-1");
    expect(prediction?.variant).toBe("driftwheel-tides-v2-1");
  });

  it("asks the artifact that the route names, is logged as its answer, and counted because SageMaker counts none", async () => {
    const endpoint = "shared-prod";
    route = { model: "tides", champion: { endpoint, targetModel: "tides-v2.tar.gz", weight: 100 } };
    const {
      answer: given,
      prediction,
      counted,
    } = await serve(event({ "x-amzn-sagemaker-target-model": "mine.tar.gz" }), ports);
    expect(asked).toMatchObject([
      { endpoint, headers: { "x-amzn-sagemaker-target-model": "tides-v2.tar.gz" } },
    ]);
    expect(given.headers["x-driftwheel-variant"]).toBe("tides-v2.tar.gz");
    expect(prediction?.variant).toBe("tides-v2.tar.gz");
    expect(readPredictions(predictionMessage(prediction as Predicted), now.getTime())).toMatchObject({
      ok: true,
    });
    expect(counted).toMatchObject({ endpoint, targetModel: "tides-v2.tar.gz", time: now, failed: false });
  });

  it("sends no artifact's name where the route names none, and counts nothing", async () => {
    const { counted } = await serve(event({ "x-amzn-sagemaker-target-model": "mine.tar.gz" }), ports);
    expect(asked[0]?.headers).not.toHaveProperty("x-amzn-sagemaker-target-model");
    expect(counted).toBeNull();
  });

  it.each([
    ["the model's own failure", 424, "ModelError", { OriginalStatusCode: 500 }, true],
    ["a process that did not answer", 424, "ModelError", { OriginalStatusCode: 0 }, true],
    ["what the caller asked wrongly", 424, "ModelError", { OriginalStatusCode: 415 }, false],
    [
      "an artifact that is gone",
      400,
      "ValidationError",
      { message: "Failed to download model data(...)" },
      true,
    ],
    ["an artifact that is still being loaded", 429, "ModelNotReadyException", {}, true],
    ["another mistake of the caller's", 400, "ValidationError", { message: "InferenceId" }, false],
    ["what there was no room for", 400, "ThrottlingException", {}, null],
    ["what there was no room for, by another name", 429, "TooManyRequestsException", {}, null],
    ["a service that cannot be had", 503, "ServiceUnavailable", {}, null],
    ["what the proxy may not ask", 403, "AccessDeniedException", {}, null],
    ["SageMaker's own failure", 500, "InternalFailure", {}, true],
  ] as const)("counts %s for what it is", async (_, status, code, body, failed) => {
    route = {
      model: "tides",
      champion: { endpoint: "shared-prod", targetModel: "tides.tar.gz", weight: 100 },
    };
    answer = said({ status, headers: { "x-amzn-errortype": code }, body: Buffer.from(JSON.stringify(body)) });
    const { counted } = await serve(event(), ports);
    expect(counted?.failed ?? null).toBe(failed);
  });

  it("is answered as the endpoint answers, with who answered and the id that labels are joined by", async () => {
    answer = said({ status: 201, body: Buffer.from([1, 0, 255]) });
    const { answer: given } = await serve(event(), ports);
    expect(given).toEqual({
      status: 201,
      body: Buffer.from([1, 0, 255]),
      headers: {
        "content-type": "text/csv",
        "x-amzn-invoked-production-variant": "version-2",
        "x-driftwheel-endpoint": "tides-prod",
        "x-driftwheel-variant": "version-2",
        "x-driftwheel-inference-id": asked[0]?.headers["x-amzn-sagemaker-inference-id"],
      },
    });
    expect(given.headers["x-driftwheel-inference-id"]).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("during a trial", () => {
  const users = Array.from({ length: 4_000 }, (_, user) => `user-${user}`);
  const answeredBy = async (weight: number, headers: (user: string) => Readonly<Record<string, string>>) => {
    route = trial(weight);
    asked = [];
    for (const user of users) await serve(event(headers(user)), ports);
    return asked.map(({ endpoint }) => endpoint);
  };
  const isChallenger = (endpoint: string | undefined) => endpoint === "driftwheel-tides-v2-1";
  /** Four standard deviations. */
  const spread = (weight: number) => 4 * Math.sqrt(users.length * (weight / 100) * (1 - weight / 100));

  it.each([
    ["requests of nobody", () => ({})],
    ["users", (user: string) => ({ "x-driftwheel-unit": user })],
  ])("%s are shared out as the route says", async (_, headers) => {
    for (const weight of [5, 25, 50]) {
      const count = (await answeredBy(weight, headers)).filter(isChallenger).length;
      expect(Math.abs(count - (users.length * weight) / 100)).toBeLessThan(spread(weight));
    }
  });

  it("a user keeps an endpoint, and nobody goes back while the ramp widens", async () => {
    const headers = (user: string) => ({ "x-driftwheel-unit": user });
    const narrow = await answeredBy(5, headers);
    expect(await answeredBy(5, headers)).toEqual(narrow);
    const wide = await answeredBy(25, headers);
    expect(narrow.filter((endpoint, user) => isChallenger(endpoint) && !isChallenger(wide[user]))).toEqual(
      [],
    );
  });

  it("that ends all requests go to the only endpoint with a weight", async () => {
    expect(new Set(await answeredBy(0, () => ({})))).toEqual(new Set(["tides-prod"]));
    expect(new Set(await answeredBy(100, () => ({})))).toEqual(new Set(["driftwheel-tides-v2-1"]));
  });
});

describe("a prediction", () => {
  const logged = async (...of: Parameters<typeof event>) => {
    const { prediction } = await serve(event(...of), ports);
    return prediction === null ? "" : predictionMessage(prediction);
  };

  it("is logged as what was asked and answered, by the variant that answered", async () => {
    const message = await logged({ "x-amzn-sagemaker-inference-id": "berth-7" });
    const read = readPredictions(message, now.getTime());
    expect(read).toMatchObject({ ok: true, model: "tides", refused: [] });
    expect(read.ok && JSON.parse(read.predictions[0]?.line ?? "")).toMatchObject({
      captureData: {
        endpointInput: { data: "1,2", encoding: "CSV" },
        endpointOutput: { data: "0.7", encoding: "CSV" },
      },
      eventMetadata: { inferenceId: "berth-7", inferenceTime: "2026-03-09T14:29:00.000Z" },
    });
    expect(read.ok && read.predictions[0]?.variant).toBe("version-2");
  });

  it.each([
    ["are no text of UTF-8", "text/csv", Buffer.from([0xff, 0x31])],
    ["SQS takes of no text", "text/csv", Buffer.from("1,\uFFFF")],
    ["are of another form", "application/x-npy", Buffer.from([1, 2, 3])],
  ])("has bytes in BASE64 that %s", async (_, type, bytes) => {
    const body = { body: bytes.toString("base64"), isBase64Encoded: true };
    const message = await logged({ "content-type": type }, body);
    expect(JSON.parse(message).predictions[0].request).toEqual({
      contentType: type,
      body: bytes.toString("base64"),
      encoding: "BASE64",
    });
  });

  it("is none where the model failed, nor where the model has no log", async () => {
    expect((await serve(event({}, { rawPath: "/endpoints/bays/invocations" }), ports)).prediction).toBeNull();
    answer = said({ status: 424 });
    expect((await serve(event(), ports)).prediction).toBeNull();
  });
});

describe("an error", () => {
  const refused = (status: number, code: string, message: string) =>
    said({
      status,
      headers: {
        "content-type": "application/json",
        "x-amzn-errortype": `${code}:http://internal.amazon.com/`,
      },
      body: Buffer.from(JSON.stringify({ message })),
    });

  it.each([
    [424, "ModelError", 'Received client error (400) from primary with message "no".'],
    [400, "ValidationError", "Variant version-9 of tides-prod not found."],
    [429, "ModelNotReadyException", "tides-prod is not ready"],
    [500, "InternalFailure", "tides-prod"],
    [503, "ServiceUnavailable", "tides-prod"],
  ])("%i %s of SageMaker's is passed on as it is", async (status, code, message) => {
    answer = refused(status, code, message);
    const { answer: given } = await serve(event(), ports);
    expect([given.status, given.body]).toEqual([status, answer.body]);
    expect(given.headers).toMatchObject({
      "content-type": "application/json",
      "x-amzn-errortype": `${code}:http://internal.amazon.com/`,
      "x-driftwheel-endpoint": "tides-prod",
    });
    expect(warned).toEqual([]);
  });

  it("of an endpoint that is asked too much says so, and when to ask again", async () => {
    answer = refused(400, "ThrottlingException", "Rate exceeded");
    expect(await told()).toEqual({
      status: 429,
      code: "ThrottlingException",
      type: "/problems/throttled",
      title: "The endpoint takes no more requests now",
      detail: "The endpoint tides-prod is asked too much at once: Rate exceeded",
      message: "The endpoint tides-prod is asked too much at once: Rate exceeded",
      instance: "/endpoints/tides/invocations",
    });
    // And is told, because SageMaker counts none of them.
    expect(warned).toEqual([
      { message: "endpoint throttled", model: "tides", endpoint: "tides-prod", reason: "Rate exceeded" },
    ]);
    expect((await serve(event(), ports)).answer.headers["retry-after"]).toBe("1");
  });

  it.each([
    [
      "an endpoint that does not exist",
      refused(400, "ValidationError", "Endpoint tides-prod of account 111122223333 not found."),
      502,
      "no-endpoint",
      "The route of tides leads to tides-prod: Endpoint tides-prod of account 111122223333 not found.",
    ],
    [
      "a role that may not ask it",
      refused(403, "AccessDeniedException", "not you"),
      502,
      "not-permitted",
      "The proxy may not ask tides-prod: not you",
    ],
    [
      "a SageMaker that is silent",
      new Error("it did not answer within 65 s"),
      504,
      "no-answer",
      "SageMaker did not answer for the endpoint tides-prod: it did not answer within 65 s.",
    ],
  ])(
    "of %s is no mistake of who asks, and is told to who runs the proxy",
    async (_, of, status, name, detail) => {
      answer = of;
      expect(await told()).toMatchObject({
        status,
        code: "ServiceUnavailable",
        type: `/problems/${name}`,
        detail,
      });
      expect(warned).toEqual([expect.objectContaining({ model: "tides", endpoint: "tides-prod" })]);
    },
  );

  it("of a route that cannot be read says why", async () => {
    ports = {
      ...ports,
      routes: { of: async () => ({ ok: false, reason: "SSM is not reached" }) },
    };
    expect(await told()).toMatchObject({
      status: 503,
      type: "/problems/no-route",
      detail: "The route of tides cannot be read: SSM is not reached.",
    });
    expect(asked).toEqual([]);
  });

  it.each([
    [
      { rawPath: "/endpoints/tide/invocations" },
      404,
      'The proxy answers for no model "tide"; expected tides, bays.',
    ],
    [
      { rawPath: "/endpoints/dunes/invocations" },
      404,
      'The proxy answers for no model "dunes"; expected tides, bays.',
    ],
    [
      { rawPath: "/endpoints/__proto__/invocations" },
      404,
      'The proxy answers for no model "__proto__"; expected tides, bays.',
    ],
    [
      { rawPath: "/models/tides" },
      404,
      "POST /models/tides is nothing that is answered; expected POST /endpoints/<model>/invocations",
    ],
    [
      { requestContext: { http: { method: "GET" } } },
      404,
      "GET /endpoints/tides/invocations is nothing that is answered; expected POST /endpoints/<model>/invocations",
    ],
    [
      { headers: { "x-driftwheel-unit": "" } },
      400,
      "x-driftwheel-unit: has 0 characters; expected whose request it is, in 1 to 256 printable characters of ASCII",
    ],
  ])("of who asks names what was sent and what would be right: %j", async (changes, status, detail) => {
    expect(await told({}, changes)).toMatchObject({ status, code: "ValidationError", detail });
    expect(asked).toEqual([]);
  });
});

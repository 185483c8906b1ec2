import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { type ApiServer, apiServer, problem, type Reply } from "../../test/api-server.ts";
import { terminal } from "../../test/terminal.ts";
import { PersonError } from "../context/errors.ts";
import { openApi } from "./client.ts";

let server: ApiServer | null = null;
afterEach(() => server?.close());

const answer = z.object({ fine: z.boolean() });
const fine: Reply = { body: { fine: true } };
const busy: Reply = { ...problem("busy", 503, "Others were first."), headers: { "retry-after": "3" } };

async function ask(replies: Parameters<typeof apiServer>[0], options: object = {}, environment = {}) {
  server = await apiServer(replies);
  const { context, heard } = terminal({ environment });
  return { api: openApi({ api: server.url, ...options }, context), server, waits: heard.waits };
}

async function failure(promise: Promise<unknown>): Promise<PersonError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof PersonError) return error;
  throw new Error(`it did not fail as expected: ${String(error)}`);
}

const command = { key: "k-1", role: "operator", body: { reason: "so" } } as const;

test("on this machine the user's own name signs, for execute-api", async () => {
  const { api, server } = await ask({ "GET /models": fine });
  expect(await api.get("/models", answer)).toEqual({ fine: true });
  expect(server.received[0]?.headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=someone\/20260302\/us-east-1\/execute-api\/aws4_request, SignedHeaders=accept;host;x-amz-content-sha256;x-amz-date, Signature=[0-9a-f]{64}$/,
  );
});

test("a token goes as it is, from the option before the environment", async () => {
  const given = await ask({ "GET /models": fine }, { token: "a.b.c" }, { DRIFTWHEEL_API_TOKEN: "d.e.f" });
  await given.api.get("/models", answer);
  expect(given.server.received[0]?.headers.authorization).toBe("Bearer a.b.c");
  given.server.close();
  const set = await ask({ "GET /models": fine }, {}, { DRIFTWHEEL_API_TOKEN: "d.e.f" });
  await set.api.get("/models", answer);
  expect(set.server.received[0]?.headers.authorization).toBe("Bearer d.e.f");
});

test("a command whose answer is lost is sent again with the same key", async () => {
  const { api, server, waits } = await ask({
    "POST /models/frost/pause": [{ breaks: true }, { breaks: true }, fine],
  });
  expect(await api.post("/models/frost/pause", command, answer)).toEqual({ fine: true });
  expect(server.received.map(({ headers, body }) => [headers["idempotency-key"], body])).toEqual(
    Array.from({ length: 3 }, () => ["k-1", { reason: "so" }]),
  );
  expect(waits).toEqual([500, 1_000]);
});

test("503 is waited for as long as it says, four times at most", async () => {
  const { api, server, waits } = await ask({ "POST /models/frost/pause": busy });
  const error = await failure(api.post("/models/frost/pause", command, answer));
  expect(server.received).toHaveLength(4);
  expect(waits).toEqual([3_000, 3_000, 3_000]);
  expect(error).toMatchObject({
    exitCode: 1,
    message: "Driftwheel is busy. Others were first. Run it again in a while, with the same --key.",
  });
});

test.each<[string, Reply]>([
  ["a refusal", problem("refused", 409, "No.")],
  ["an error inside", problem("internal", 500, "Oh.")],
  ["503 that says nothing of coming back", problem("busy", 503, "No.")],
])("%s is not asked for again", async (_, reply) => {
  const { api, server } = await ask({ "POST /models/frost/pause": reply });
  await failure(api.post("/models/frost/pause", command, answer));
  expect(server.received).toHaveLength(1);
});

test.each<[string, Reply, number, string]>([
  [
    "a role that is too low",
    problem("forbidden", 403, "ada is a reader."),
    5,
    "You may not do that. ada is a reader. It takes the role operator.",
  ],
  [
    "API Gateway's own 403",
    { status: 403, body: { message: "Forbidden" } },
    5,
    "did not let you in. Forbidden. Sign with AWS credentials that may call it (AWS_PROFILE), or give a token with --token.",
  ],
  ["API Gateway's own 401", { status: 401, body: { message: "Unauthorized" } }, 5, "did not let you in."],
  [
    "a model that is not there",
    problem("not-found", 404, "There is no model snow."),
    6,
    "There is no model snow.",
  ],
  ["a path that is not there", { status: 404, body: { message: "Not Found" } }, 6, "Is it Driftwheel's API?"],
  [
    "a field that is wrong",
    problem("bad-request", 400, "Not understood.", {
      errors: [{ path: "body.version", value: 0, expected: "1 or more" }],
    }),
    2,
    "The API cannot take that. Not understood.\n  body.version is 0; expected 1 or more",
  ],
  [
    "a key of another command",
    problem("key-reused", 422, "It was for retrain."),
    2,
    "Wrong key: It was for retrain. Leave --key away.",
  ],
  [
    "a page of something else",
    { headers: { "content-type": "text/html" }, body: "hello" },
    1,
    "answered what this version",
  ],
  ["a redirect", { status: 302, headers: { location: "https://example.com/" } }, 1, "answered 302"],
  ["control characters", problem("refused", 409, "No\u001b[2J."), 3, "Refused: No [2J."],
])("%s says what to do next", async (_, reply, code, message) => {
  const { api } = await ask({ "POST /models/frost/pause": reply });
  const error = await failure(api.post("/models/frost/pause", command, answer));
  expect(error.message).toContain(message);
  expect(error.exitCode).toBe(code);
});

test("an API that is not there: how to start it, and no waiting", async () => {
  const { api, server, waits } = await ask({});
  server.close();
  const error = await failure(api.get("/models", answer));
  expect(error.message).toMatch(
    /^Nothing answers at http:\/\/127\.0\.0\.1:\d+ \(.*ECONNREFUSED.*\)\. Start it with `npm run local`/,
  );
  expect(waits).toEqual([]);
});

test.each([
  ["http://api.example.com", "must begin with https://, or name this machine"],
  ["api.example.com", "is no URL"],
])("%s is refused as an address", (url, message) => {
  const { context } = terminal();
  expect(() => openApi({ api: url }, context)).toThrow(message);
});

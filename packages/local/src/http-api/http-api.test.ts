import { sign } from "hono/jwt";
import { afterEach, describe, expect, it } from "vitest";
import type { FunctionSource } from "../lambda/function-source.ts";
import { type LocalOptions, type LocalServer, startLocal } from "../server.ts";

const signed = {
  authorization:
    "AWS4-HMAC-SHA256 Credential=AKIAQUAY/20260504/eu-west-1/execute-api/aws4_request, SignedHeaders=host, Signature=0",
};

/** Answers with the event that it was given; what the event asks for by its query decides how. */
const source: FunctionSource = {
  names: ["api", "hooks"],
  durable: new Set(),
  routes: [],
  schedules: [],
  api: [
    { method: "POST", path: "/hooks/{source}", function: "hooks", auth: "none" },
    { method: "GET", path: "/models", function: "api", auth: "caller" },
    { method: "GET", path: "/models/{model}", function: "api", auth: "caller" },
    { method: "GET", path: "/models/all", function: "api", auth: "caller" },
  ],
  load: async (name) => async (event) => {
    const { rawQueryString } = event as { readonly rawQueryString: string };
    if (rawQueryString === "fail") throw new Error("broken on purpose");
    if (rawQueryString === "plain") return { name };
    if (rawQueryString === "text")
      return { statusCode: 200, headers: { "Content-Length": "4" }, body: "text" };
    return {
      statusCode: 201,
      headers: { "x-function": name, "content-type": "application/json" },
      cookies: ["seen=1"],
      body: JSON.stringify(event),
    };
  },
};

let server: LocalServer | null = null;

async function start(options: Partial<LocalOptions> = {}): Promise<string> {
  server = await startLocal({ functions: source, ...options });
  return server.apiUrl;
}

afterEach(async () => {
  await server?.close();
  server = null;
});

describe("the HTTP API in front of functions", () => {
  it("hands on the route, its parameters, the query and who signed", async () => {
    const url = await start();
    const response = await fetch(`${url}/models/tide%20gauge?a=1&a=2&b=x`, { headers: signed });
    expect(response.status).toBe(201);
    expect(response.headers.get("x-function")).toBe("api");
    expect(response.headers.get("set-cookie")).toBe("seen=1");
    expect(await response.json()).toMatchObject({
      version: "2.0",
      routeKey: "GET /models/{model}",
      rawPath: "/models/tide%20gauge",
      pathParameters: { model: "tide gauge" },
      queryStringParameters: { a: "1,2", b: "x" },
      requestContext: {
        stage: "$default",
        http: { method: "GET", path: "/models/tide%20gauge" },
        authorizer: { iam: { userArn: "arn:aws:iam::111122223333:user/AKIAQUAY" } },
      },
      isBase64Encoded: false,
    });
  });

  it("prefers a route whose segments are written out", async () => {
    const url = await start();
    const response = await fetch(`${url}/models/all`, { headers: signed });
    expect(await response.json()).toMatchObject({ routeKey: "GET /models/all" });
  });

  it("lets nobody in whom it does not know, in API Gateway's words", async () => {
    const url = await start();
    const unsigned = await fetch(`${url}/models`);
    expect([unsigned.status, await unsigned.json()]).toEqual([403, { message: "Forbidden" }]);
    const wrongService = await fetch(`${url}/models`, {
      headers: { authorization: signed.authorization.replace("execute-api", "s3") },
    });
    expect(wrongService.status).toBe(403);
    expect(await wrongService.text()).toContain("execute-api");
  });

  it("lets anyone send a hook, as bytes where the body is no text", async () => {
    const url = await start();
    const json = await fetch(`${url}/hooks/quay`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"a":"ü"}',
    });
    const event = await json.json();
    expect(event).toMatchObject({ body: '{"a":"ü"}', isBase64Encoded: false });
    expect(event).not.toHaveProperty("requestContext.authorizer");
    const bytes = await fetch(`${url}/hooks/quay`, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: Buffer.from([0, 255]),
    });
    expect(await bytes.json()).toMatchObject({ body: "AP8=", isBase64Encoded: true });
  });

  it("knows no other route, and answers for a function that fails", async () => {
    const url = await start();
    const unknown = await fetch(`${url}/elsewhere`, { headers: signed });
    expect([unknown.status, await unknown.json()]).toEqual([404, { message: "Not Found" }]);
    const failed = await fetch(`${url}/models?fail`, { headers: signed });
    expect([failed.status, await failed.json()]).toEqual([500, { message: "Internal Server Error" }]);
    const plain = await fetch(`${url}/models?plain`, { headers: signed });
    expect([plain.status, await plain.json()]).toEqual([200, { name: "api" }]);
    const text = await fetch(`${url}/models?text`, { headers: signed });
    expect([text.headers.get("content-type"), await text.text()]).toEqual([
      "text/plain;charset=UTF-8",
      "text",
    ]);
  });

  it("takes tokens of the issuer instead of signatures, where that is set", async () => {
    const key = "a-key-of-this-test-alone-0123456789";
    const url = await start({
      jwt: { issuer: "https://id.example.com", audience: "driftwheel", algorithm: "HS256", key },
    });
    const claims = { iss: "https://id.example.com", aud: "driftwheel", sub: "u-1", groups: ["one", "two"] };
    const call = async (token: string) =>
      await fetch(`${url}/models`, { headers: { authorization: `Bearer ${token}` } });
    const known = await call(await sign(claims, key, "HS256"));
    expect(await known.json()).toMatchObject({
      requestContext: { authorizer: { jwt: { claims: { sub: "u-1", groups: "[one two]" } } } },
    });
    const refused = await Promise.all(
      [
        await sign(claims, "another-key-0123456789", "HS256"),
        await sign({ ...claims, aud: "other" }, key, "HS256"),
        await sign({ ...claims, exp: 1_700_000_000 }, key, "HS256"),
        "none",
      ].map(call),
    );
    expect(refused.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  });
});

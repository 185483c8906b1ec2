import { createHash, createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { terminal } from "../../test/terminal.ts";
import { sigV4 } from "./sign.ts";

const address = "https://a1b2.execute-api.eu-west-1.amazonaws.com";
const keys = { AWS_ACCESS_KEY_ID: "AKIAEXAMPLEKEY", AWS_SECRET_ACCESS_KEY: "an example secret" };

async function sign(url: string, body: string | null, changes: Parameters<typeof terminal>[0] = {}) {
  const { context } = terminal(changes);
  const prove = sigV4(new URL(url).origin, context);
  return await prove({ method: body === null ? "GET" : "POST", url: new URL(url), headers: {}, body });
}

test("the region is the one in the API's name, before the environment's", async () => {
  const before = { ...process.env };
  Object.assign(process.env, keys);
  try {
    const environment = { ...keys, AWS_REGION: "us-west-2" };
    const signed = await sign(`${address}/models`, null, { environment });
    expect(signed.authorization).toContain("Credential=AKIAEXAMPLEKEY/20260302/eu-west-1/execute-api/");
    const own = await sign("https://driftwheel.example.com/models", null, { environment });
    expect(own.authorization).toContain("/us-west-2/execute-api/");
  } finally {
    process.env = before;
  }
});

test("the body is part of what is signed", async () => {
  const one = await sign("http://127.0.0.1:4567/models/frost/pause", '{"reason":"a"}');
  const other = await sign("http://127.0.0.1:4567/models/frost/pause", '{"reason":"b"}');
  // SHA-256 of {"reason":"a"}
  expect(one["x-amz-content-sha256"]).toBe(
    "a6eb6bc6c010cdfa6bc2cc9c52414a476da16d05c94209e905f1f13425152cd0",
  );
  expect(other.authorization).not.toBe(one.authorization);
});

/** Written from the recipe: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
test("the signature is the one of AWS's recipe", async () => {
  const { authorization, ...headers } = await sign(
    "http://127.0.0.1:4567/models/frost/entries?limit=10&after=3",
    null,
  );
  const sha = (text: string) => createHash("sha256").update(text).digest("hex");
  const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
  const canonical = [
    "GET",
    "/models/frost/entries",
    "after=3&limit=10",
    "host:127.0.0.1:4567",
    `x-amz-content-sha256:${sha("")}`,
    "x-amz-date:20260302T120000Z",
    "",
    "host;x-amz-content-sha256;x-amz-date",
    sha(""),
  ].join("\n");
  const scope = "20260302/us-east-1/execute-api/aws4_request";
  const toSign = ["AWS4-HMAC-SHA256", "20260302T120000Z", scope, sha(canonical)].join("\n");
  const key = ["20260302", "us-east-1", "execute-api", "aws4_request"].reduce<string | Buffer>(
    hmac,
    "AWS4local",
  );
  expect(authorization).toBe(
    `AWS4-HMAC-SHA256 Credential=someone/${scope}, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${hmac(key, toSign).toString("hex")}`,
  );
  expect(headers).toEqual({ "x-amz-content-sha256": sha(""), "x-amz-date": "20260302T120000Z" });
});

test("a user's name that a signature cannot hold is made one that it can", async () => {
  const signed = await sign("http://127.0.0.1:4567/models", null, { user: () => "Ada / Lovelace" });
  expect(signed.authorization).toContain("Credential=Ada---Lovelace/");
});

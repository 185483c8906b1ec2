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

test("a user's name that a signature cannot hold is made one that it can", async () => {
  const signed = await sign("http://127.0.0.1:4567/models", null, { user: () => "Ada / Lovelace" });
  expect(signed.authorization).toContain("Credential=Ada---Lovelace/");
});

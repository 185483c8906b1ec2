import { createHmac } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import type { HookRequest, Scheme } from "../request/hook-request.ts";
import { verify } from "./verify.ts";

const standard: Scheme = { name: "standard-webhooks" };

/** The published vector of the Standard Webhooks libraries. */
const vector = {
  secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
  timestamp: 1_614_265_330,
  payload: '{"test": 2432232314}',
  signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
};
const other = "whsec_dGhlIG90aGVyIHNlY3JldCBvZiB0aGUgdHdv";

function request(
  changes: Record<string, string> = {},
  body: Uint8Array = Buffer.from(vector.payload),
): HookRequest {
  const headers = {
    "webhook-id": vector.id,
    "webhook-timestamp": String(vector.timestamp),
    "webhook-signature": vector.signature,
    ...changes,
  };
  return { headers, body };
}

const seconds = (offset: number) => new Date((vector.timestamp + offset) * 1000);

describe("Standard Webhooks", () => {
  it("verifies the specification's vector", () => {
    expect(new Webhook(vector.secret).sign(vector.id, seconds(0), vector.payload)).toBe(vector.signature);
    expect(verify(request(), standard, [vector.secret], seconds(0))).toEqual({
      ok: true,
      id: `webhook-id ${vector.id}`,
      at: "2021-02-25T15:02:10.000Z",
      headers: { "webhook-id": vector.id, "webhook-timestamp": "1614265330" },
    });
  });

  it("takes a secret without its prefix, and any of two", () => {
    const bare = vector.secret.slice("whsec_".length);
    expect(verify(request(), standard, [bare], seconds(0)).ok).toBe(true);
    expect(verify(request(), standard, [other, vector.secret], seconds(0)).ok).toBe(true);
    expect(verify(request(), standard, [other], seconds(0)).ok).toBe(false);
  });

  it.each([
    ["one that fits after one that does not", `v1,${"A".repeat(43)}= ${vector.signature}`, true],
    ["one beside an asymmetric one", `v1a,hnO3f9T8Ytu9 ${vector.signature}`, true],
    ["one of a version that is not ours", vector.signature.replace("v1", "v2"), false],
    ["one with more behind it", `${vector.signature}AAAA`, false],
    ["one and an empty one", `${vector.signature} `, false],
    ["one of nine", `${`${vector.signature} `.repeat(8)}${vector.signature}`, false],
  ])("of several signatures takes %s: %#", (_, signature, ok) => {
    const signed = request({ "webhook-signature": signature });
    expect(verify(signed, standard, [vector.secret], seconds(0)).ok).toBe(ok);
  });

  it.each([
    [300, true],
    [301, false],
    [-300, true],
    [-301, false],
  ])("bears a clock that is %i seconds away: %s", (offset, ok) => {
    expect(verify(request(), standard, [vector.secret], seconds(offset)).ok).toBe(ok);
  });

  it("does not read an id, a timestamp or a body as something that it is not", () => {
    const signed = (id: string, timestamp: string, body: Uint8Array) =>
      request(
        {
          "webhook-id": id,
          "webhook-timestamp": timestamp,
          "webhook-signature": new Webhook(vector.secret).sign(id, seconds(0), Buffer.from(body).toString()),
        },
        body,
      );
    const body = Buffer.from(vector.payload);
    const why = (asked: HookRequest) => verify(asked, standard, [vector.secret], seconds(0));

    expect(why(signed("msg_1", String(vector.timestamp), body)).ok).toBe(true);
    expect(why(signed("msg_1", `${vector.timestamp}abc`, body))).toMatchObject({
      why: expect.stringContaining("timestamp"),
    });
    expect(why(signed("msg.1", String(vector.timestamp), body))).toMatchObject({
      why: expect.stringContaining("full stop"),
    });
    expect(why(signed("msg_1", String(vector.timestamp), Buffer.from([0x22, 0xff, 0x22])))).toMatchObject({
      why: "the body is not UTF-8",
    });
  });

  it("says when no secret can be used", () => {
    expect(verify(request(), standard, ["this is no base64!"], seconds(0))).toMatchObject({
      why: expect.stringContaining("must be base64"),
    });
    expect(verify(request(), standard, ["short"], seconds(0))).toMatchObject({
      why: expect.stringContaining("less than 16 characters"),
    });
  });
});

describe("GitHub", () => {
  // The example of GitHub's documentation of signatures.
  const documented = {
    secret: "It's a Secret to Everybody",
    body: Buffer.from("Hello, World!"),
    signature: "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
  };

  it("verifies the example of its documentation", () => {
    const headers = { "x-hub-signature-256": documented.signature, "x-github-event": "push" };
    const { body, secret } = documented;
    expect(verify({ headers, body }, { name: "github" }, [secret], seconds(0))).toMatchObject({
      ok: true,
      at: null,
    });
  });

  const pushed = Buffer.from(
    JSON.stringify({ ref: "refs/heads/main", before: "a", after: "b", commits: [] }),
  );
  const signed = (event: string, body: Uint8Array = pushed, delivery = "1"): HookRequest => ({
    headers: {
      "x-github-event": event,
      "x-github-delivery": delivery,
      "x-hub-signature-256": `sha256=${createHmac("sha256", documented.secret).update(body).digest("hex")}`,
    },
    body,
  });
  const check = (asked: HookRequest) => verify(asked, { name: "github" }, [documented.secret], seconds(0));

  it("takes the event's name only from whose body is of that event", () => {
    expect(check(signed("push"))).toMatchObject({ ok: true, headers: { "x-github-event": "push" } });
    expect(check(signed("release"))).toMatchObject({ ok: false });
    expect(check(signed("star"))).toMatchObject({ ok: false });
    const deployed = Buffer.from(JSON.stringify({ action: "created", deployment: {}, workflow_run: {} }));
    expect(check(signed("deployment", deployed))).toMatchObject({ ok: true, headers: {} });
    expect(check(signed("workflow_run", deployed))).toMatchObject({ ok: false });
  });

  it("takes events that it has never heard of for genuine, and believes nothing that their header says", () => {
    const body = Buffer.from(JSON.stringify({ action: "edited", item: { id: 7 } }));
    for (const event of ["projects_v2_item", "deployment_review", "someday-4.0", "E".repeat(200)]) {
      expect(check(signed(event, body)), event).toMatchObject({ ok: true, headers: {} });
    }
  });

  it("knows a delivery by its body, whatever the header says that nobody signed", () => {
    const [one, two] = [check(signed("push", pushed, "1")), check(signed("push", pushed, "2"))];
    expect(one).toMatchObject({ ok: true });
    expect(two).toEqual(one);
  });
});

describe("MLflow", () => {
  // Signed by mlflow.webhooks.delivery of MLflow 3.17.2.
  const made = {
    secret: "Gezeiten-81d5f0c2 e6b9",
    id: "4c0f9a52-7d1e-4f0b-9a51-0d3f7e6b2c18",
    timestamp: 1_777_888_800,
    body: '{"entity": "model_version", "action": "created", "data": {"name": "pegel \\u00e4"}}',
    signature: "v1,ia3qtF5yFCrFkDGFwo5HCOsqp/SVtSEEIFZKVuTOAmY=",
  };
  const check = (
    changes: Readonly<Record<string, string | undefined>> = {},
    { offset = 0, body = made.body, secrets = [made.secret] } = {},
  ) => {
    const headers = Object.entries({
      "x-mlflow-delivery-id": made.id,
      "x-mlflow-timestamp": String(made.timestamp),
      "x-mlflow-signature": made.signature,
      ...changes,
    }).filter((pair): pair is [string, string] => pair[1] !== undefined);
    const asked = { headers: Object.fromEntries(headers), body: Buffer.from(body) };
    return verify(asked, { name: "mlflow" }, secrets, new Date((made.timestamp + offset) * 1000));
  };

  it("is verified as its server signs, by the secret's own text", () => {
    expect(check()).toEqual({
      ok: true,
      id: `x-mlflow-delivery-id ${made.id}`,
      at: "2026-05-04T10:00:00.000Z",
      headers: { "x-mlflow-delivery-id": made.id, "x-mlflow-timestamp": "1777888800" },
    });
    expect(check({}, { secrets: [other, made.secret] }).ok).toBe(true);
    expect(check({}, { secrets: [other] })).toMatchObject({ why: "the signature does not fit" });
  });

  it.each([
    [300, true],
    [301, false],
    [-300, true],
    [-301, false],
  ])("bears a clock that is %i seconds away: %s", (offset, ok) => {
    expect(check({}, { offset }).ok).toBe(ok);
  });

  it.each([
    [
      "no signature, which is a webhook without a secret",
      "x-mlflow-signature",
      undefined,
      "without a secret",
    ],
    ["no id", "x-mlflow-delivery-id", undefined, "is missing"],
    ["another id", "x-mlflow-delivery-id", "another", "does not fit"],
    ["an id with a full stop", "x-mlflow-delivery-id", "a.b", "without a full stop"],
    ["another time", "x-mlflow-timestamp", "1777888801", "does not fit"],
    ["a time that is none", "x-mlflow-timestamp", "1777888800.0", "whole number"],
    ["a signature twice", "x-mlflow-signature", `${made.signature},${made.signature}`, "does not fit"],
    ["a bare signature", "x-mlflow-signature", made.signature.slice(3), "does not fit"],
  ])("is refused with %s", (_, header, value, why) => {
    expect(check({ [header]: value })).toMatchObject({ ok: false, why: expect.stringContaining(why) });
  });

  it("is refused with another body", () => {
    expect(check({}, { body: `${made.body} ` })).toMatchObject({ ok: false });
  });
});

describe("a generic HMAC", () => {
  const secret = "plain-9c64b1e07f2d4a58";
  const body = Buffer.from('{"model":"tides"}');

  it.each([
    ["hex", "" as string],
    ["base64", "sha256="],
  ] as const)("is written in %s, after the prefix of the policy", (encoding, prefix) => {
    const digest = createHmac("sha256", secret).update(body).digest(encoding);
    const scheme: Scheme = { name: "hmac", header: "x-signature", encoding, prefix };
    const check = (value: string) =>
      verify({ headers: { "x-signature": value }, body }, scheme, [secret], seconds(0));

    expect(check(prefix + digest)).toMatchObject({ ok: true, headers: {} });
    expect(check(`${prefix}x${digest}`).ok).toBe(false);
    expect(check(digest.slice(1)).ok).toBe(false);
  });
});

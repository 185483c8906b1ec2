import { describe, expect, it } from "vitest";
import { hookFleet } from "./testing/hook-fleet.ts";
import { arrived, hookUnderTest, minutes, now, traces } from "./testing/hook-under-test.ts";
import { runHook } from "./testing/run-hook.ts";
import { lake, payloadOf } from "./testing/signed-requests.ts";

const current = hookUnderTest();

describe("whoever does not prove who they are", () => {
  const stale = lake("msg_5", minutes(-5.1), { type: "table.updated", model: "tides" });
  const forged = { ...arrived, headers: { ...arrived.headers, "webhook-signature": "v1,AAAA" } };
  const bare = { ...arrived, headers: { "content-type": "application/json" } };

  it("gets one answer, whatever is wrong", async () => {
    const early = lake("msg_6", minutes(5.1), { type: "table.updated", model: "tides" });
    const requests = [
      stale,
      early,
      forged,
      bare,
      { ...arrived, source: "nobody" },
      { ...bare, source: "__proto__" },
      // A Cyrillic a, full width, a letter of no width: names are compared letter by letter.
      ...["l\u0430ke", "\uff4cake", "lake\u200b", "LAKE"].map((source) => ({ ...arrived, source })),
    ];

    const answers = await Promise.all(requests.map((request) => current.hook.send(request)));

    expect(answers[0]?.statusCode).toBe(401);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(traces(current.hook)).toEqual([0, 0, 0]);
  });

  it("is named in a line of the log, and the reason with it", async () => {
    await current.hook.send({ ...forged, source: "nobody" });
    await current.hook.send(forged);

    const logged = current.lines.flatMap((line) => (line.includes("refused") ? [JSON.parse(line)] : []));
    expect(logged).toMatchObject([
      { level: "WARN", source: "nobody", why: "there is no such source" },
      { level: "WARN", source: "lake", why: "no signature fits" },
    ]);
  });

  it("costs an unknown source the same reads of secrets as a known one", async () => {
    await current.hook.send(forged);
    const known = current.hook.memory.secretReads;
    await current.hook.send({ ...forged, source: "nobody" });

    expect(known).toBe(1);
    expect(current.hook.memory.secretReads).toBe(2);
  });

  it("is not let in because a secret cannot be found, and the operator hears of it", async () => {
    current.hook.memory.secrets.clear();

    const [known, unknown] = [
      await current.hook.send(arrived),
      await current.hook.send({ ...arrived, source: "nobody" }),
    ];

    expect(known.statusCode).toBe(401);
    expect(unknown).toEqual(known);
    const logged = current.lines.filter((line) => line.includes("ERROR"));
    expect(logged.map((line) => JSON.parse(line).why)).toEqual(["there is no secret /driftwheel/hooks/lake"]);
    expect(traces(current.hook)).toEqual([0, 0, 0]);
  });

  it("is refused for its size or its encoding before anything else", async () => {
    const large = { ...arrived, body: JSON.stringify("x".repeat(256_000)) };
    const packed = { ...arrived, headers: { ...arrived.headers, "content-encoding": "gzip" } };

    expect((await current.hook.send(large)).statusCode).toBe(413);
    expect((await current.hook.send({ ...large, source: "nobody" })).statusCode).toBe(413);
    expect((await current.hook.send(packed)).statusCode).toBe(415);
  });
});

describe("a request", () => {
  it("is the same one as base64, and with its headers in another case", async () => {
    const raw = payloadOf(arrived);
    const headers = Object.fromEntries(
      Object.entries(arrived.headers).map(([name, value]) => [name.toUpperCase(), value]),
    );

    await current.hook.send({
      ...raw,
      body: Buffer.from(arrived.body).toString("base64"),
      isBase64Encoded: true,
    });

    expect((await current.hook.send({ ...raw, headers })).body).toBe('{"result":"repeated"}');
  });

  it("is taken by the old secret and by the new one while both live, and by the new one only afterwards", async () => {
    const name = "/driftwheel/hooks/lake";
    const [one = "", two = ""] = current.hook.memory.secrets.get(name) ?? [];
    const body = { type: "table.updated", model: "tides" };
    expect((await current.hook.send(lake("msg_7", now, body, one))).statusCode).toBe(202);
    expect((await current.hook.send(lake("msg_8", now, body, two))).statusCode).toBe(202);

    current.hook.memory.secrets.set(name, ["whsec_dGhlIGRheXMgYWZ0ZXIgdGhlIHR1cm4gb2YgdGlkZQ==", two]);
    const third = "whsec_dGhlIGRheXMgYWZ0ZXIgdGhlIHR1cm4gb2YgdGlkZQ==";
    expect((await current.hook.send(lake("msg_9", now, body, third))).statusCode).toBe(202);
    expect((await current.hook.send(lake("msg_10", now, body, one))).statusCode).toBe(401);
  });

  it("must come through the front door when there is one", async () => {
    current.hook = runHook(now, hookFleet, "/driftwheel/origin");
    current.hook.memory.secrets.set("/driftwheel/origin", ["front-door-b", "front-door-a"]);
    const through = (secret: string) => ({
      ...arrived,
      headers: { ...arrived.headers, "X-Driftwheel-Origin": secret },
    });

    expect((await current.hook.send(arrived)).statusCode).toBe(403);
    expect((await current.hook.send(through("front-door-c"))).statusCode).toBe(403);
    expect(traces(current.hook)).toEqual([0, 0, 0]);
    expect((await current.hook.send(through("front-door-a"))).statusCode).toBe(202);
    expect((await current.hook.send(through("front-door-b"))).body).toBe('{"result":"repeated"}');
  });
});

describe("a body that is nested deep", () => {
  const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
  /** Its list is where the rule looks for the model, so that it is shown in the answer. */
  const deep = (id: string, depth: number) =>
    lake(id, now, `{ "type": "table.updated", "model": ${nested(depth)} }`);

  it("is refused with what would be right, and the next one is taken", async () => {
    const answer = await current.hook.send(deep("msg_70", 6_000));
    expect(answer.statusCode).toBe(422);
    expect(JSON.parse(answer.body)).toMatchObject({
      detail: "body is null; expected JSON in which lists and objects are nested at most 64 deep",
    });
    expect((await current.hook.send(arrived)).statusCode).toBe(202);
  });

  it("is read up to the depth that the answer names", async () => {
    const bodies = await Promise.all(
      [63, 64].map(async (depth) => (await current.hook.send(deep(`msg_7${depth}`, depth))).body),
    );
    expect(bodies[0]).toContain("rules.0.model");
    expect(bodies[1]).toContain("nested at most 64 deep");
  });
});

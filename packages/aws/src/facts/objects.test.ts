import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { everyQuestion } from "../testing/every-question.ts";
import { pointTo } from "../testing/json-wire.ts";
import { awsFacts } from "./fact-finder.ts";

let local: LocalServer;
const facts = awsFacts({ clock: { now: () => new Date() }, asks: everyQuestion });
const put = (key: string, body: string | Uint8Array) =>
  local.world.objects.put("tides", key, typeof body === "string" ? new TextEncoder().encode(body) : body);
const ask = (key: string) => facts.answer({ ask: "violations", bucket: "tides", key });
const reasonOf = (key: string) =>
  ask(key).then(
    () => null,
    (error: unknown) => (error instanceof BadInput ? error.message : error),
  );

beforeAll(async () => {
  local = await startLocal();
  pointTo(local.url);
});
afterAll(async () => {
  await local.close();
});

describe("a violations file", () => {
  it("is read", async () => {
    await put(
      "good.json",
      JSON.stringify({
        violations: [
          {
            feature_name: "swell",
            constraint_check_type: "data_type_check",
            description: "3% are no numbers",
          },
        ],
      }),
    );
    expect(await ask("good.json")).toEqual({
      violations: [{ feature: "swell", check: "data_type_check", description: "3% are no numbers" }],
    });
  });

  it("that is empty, truncated or something else is bad input that names the file and what is wrong", async () => {
    await put("empty.json", "");
    await put("truncated.json", '{"violations": [{"feature_name": "sw');
    await put("other.json", '{"violations": "none"}');
    expect(await reasonOf("empty.json")).toContain("s3://tides/empty.json: the file is empty");
    expect(await reasonOf("truncated.json")).toContain("s3://tides/truncated.json: the file is no JSON");
    expect(await reasonOf("other.json")).toContain("violations");
    expect(await reasonOf("none.json")).toBe("s3://tides/none.json does not exist.");
  });

  it("of 50 MB is not read, and its key and size are named", async () => {
    const size = 50 * 1024 * 1024;
    await put("huge.json", new Uint8Array(size));
    expect(await reasonOf("huge.json")).toBe(
      `s3://tides/huge.json has ${size} bytes; more than 10485760 are not read, because no report is that large.`,
    );
    // The connection is free again.
    expect(await reasonOf("none.json")).toBe("s3://tides/none.json does not exist.");
  });
});

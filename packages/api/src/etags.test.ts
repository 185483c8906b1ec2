import { beforeEach, expect, it } from "vitest";
import { type ApiWorld, apiWorld, people, untilApprovalIsAsked } from "./testing/world.ts";

let world: ApiWorld;

beforeEach(() => {
  world = apiWorld();
});

async function ask(path: string, etag?: string): Promise<Response> {
  const headers = etag === undefined ? {} : { "if-none-match": etag };
  return await world.app.request(path, { headers }, people.reader);
}

it("an answer that is still so is not sent again, until it is another", async () => {
  const first = await ask("/models/tide");
  const etag = first.headers.get("etag") ?? "";
  expect(etag).toMatch(/^W\/"[\w-]{22}"$/);
  const second = await ask("/models/tide", etag);
  expect([second.status, await second.text(), second.headers.get("etag")]).toEqual([304, "", etag]);
  expect(second.headers.get("cache-control")).toBe("no-store");
  await untilApprovalIsAsked(world);
  const third = await ask("/models/tide", etag);
  expect(third.status).toBe(200);
  expect(third.headers.get("etag")).not.toBe(etag);
});

it("one of several ETags, a strong one and a star are understood", async () => {
  const etag = (await ask("/models")).headers.get("etag") ?? "";
  expect((await ask("/models", `"other", ${etag}`)).status).toBe(304);
  expect((await ask("/models", etag.replace("W/", ""))).status).toBe(304);
  expect((await ask("/models", "*")).status).toBe(304);
  expect((await ask("/models", '"other"')).status).toBe(200);
});

it("what is refused has no ETag", async () => {
  const answer = await ask("/models/none", "*");
  expect([answer.status, answer.headers.get("etag")]).toEqual([404, null]);
});

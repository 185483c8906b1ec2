import { describe, expect, it } from "vitest";
import { documentCheck } from "./document-check.ts";

const json = (body: object, status = 200, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers });
const summary = {
  model: "tide",
  endpoint: "tide-prod",
  packageGroup: "tide",
  sequence: 3,
  status: "steady",
  championVersion: null,
  openAlerts: 0,
  openApprovals: 0,
  monitoring: [],
};
const problem = {
  type: "/problems/busy",
  title: "Not now",
  status: 503,
  detail: "Wait.",
  instance: "/models",
};
const problemType = { "content-type": "application/problem+json" };

describe("an answer", () => {
  const told = async (answer: Response, path = "/models") =>
    await documentCheck()
      .check("GET", path, answer)
      .then(() => "as documented")
      .catch((error: Error) => error.message);

  it("is let pass as the document says", async () => {
    expect(await told(json({ models: [summary] }))).toBe("as documented");
    expect(await told(json(problem, 503, { ...problemType, "retry-after": "2" }))).toBe("as documented");
  });

  it.each<[string, Response, string]>([
    [
      "a status that is not documented",
      json({}, 418),
      "GET /models answers 418; the document knows 200, 304, 403, 500, 503",
    ],
    ["another type", new Response("<p>", { headers: { "content-type": "text/html" } }), "with text/html"],
    [
      "a header that is not documented",
      json({ models: [] }, 200, { "retry-after": "2" }),
      "the header retry-after",
    ],
    [
      "null where nothing is null",
      json({ models: [{ ...summary, status: null }] }),
      "/models/0/status must be",
    ],
    [
      "a field too few",
      json({ models: [{ ...summary, model: undefined }] }),
      "must have required property 'model'",
    ],
    [
      "a field too many",
      json({ models: [{ ...summary, owner: "x" }] }),
      "must NOT have additional properties",
    ],
    ["a problem that lacks a field", json({ ...problem, title: undefined }, 503, problemType), "'title'"],
  ])("is refused with %s", async (_, answer, message) => {
    expect(await told(answer)).toContain(message);
  });

  it("of no route must be a problem all the same", async () => {
    expect(await told(json(problem, 404, problemType), "/elsewhere")).toBe("as documented");
    expect(await told(json({}, 404), "/elsewhere")).toContain(
      "GET /elsewhere answers 404 with application/json",
    );
  });

  it("is held to times that are times", async () => {
    const answer = (at: string) => json({ entries: [{ ...entry, at }], next: null });
    const entry = { model: "tide", sequence: 1, kind: "paused", because: "So.", causedBy: "x", data: {} };
    expect(await told(answer("2026-05-04T09:30:00.000Z"), "/models/tide/entries")).toBe("as documented");
    expect(await told(answer("yesterday"), "/models/tide/entries")).toContain(
      "/entries/0/at must match format",
    );
  });
});

import { commandAnswerSchema } from "@driftwheel/api/schemas/command.ts";
import { approvalSchema, modelSummarySchema } from "@driftwheel/api/schemas/model.ts";
import { readRoute } from "@driftwheel/core/routing/route.ts";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { blocksIn } from "./blocks.ts";

/** The kinds of JSON that the guides show as answers of the HTTP API. */
const answers: Readonly<Record<string, z.ZodType>> = {
  "json models": z.object({ models: z.array(modelSummarySchema).min(1) }),
  "json approvals": z.object({ approvals: z.array(approvalSchema).min(1) }),
  "json command answer": commandAnswerSchema,
};
/** Settings and events have tests of their own, and a route is no answer. */
const elsewhere = ["json settings", "json event", "json route"];
const json = blocksIn("json");

describe("the JSON of the guides", () => {
  it("shows a route that is read as one", () => {
    const routes = json.filter(({ kind }) => kind === "json route");
    expect(routes.length).toBeGreaterThan(0);
    for (const { code } of routes) expect(readRoute(code)).toEqual({ ok: true, route: JSON.parse(code) });
  });

  it("says what it is", () => {
    for (const { id, kind } of json) expect([...elsewhere, ...Object.keys(answers)], id).toContain(kind);
    for (const kind of Object.keys(answers)) expect(json.map((block) => block.kind)).toContain(kind);
  });

  it.each(json.filter(({ kind }) => !elsewhere.includes(kind)))(
    "is an answer that the API gives: $id",
    ({ kind, code }) => {
      const shown: unknown = JSON.parse(code);
      // What the schema does not know is left out, so a field that no answer has shows as a difference.
      expect(answers[kind]?.parse(shown)).toEqual(shown);
    },
  );
});

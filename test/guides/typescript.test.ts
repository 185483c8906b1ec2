import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { shippedPrices } from "@driftwheel/core/costs/shipped-prices.ts";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blocksIn, root } from "./blocks.ts";

/** Outside of what git and the type check of the repository see, but inside of where its packages resolve. */
const workshop = join(root, ".driftwheel/guides");
const imports = `import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { frostPolicy } from "@driftwheel/example-frost/policy.ts";
`;
const fleetWith = (fields: string) =>
  `${imports}export default defineFleet({ models: { frost: frostPolicy }, ${fields} });`;

/** What stands around a block where it is used, by its kind. */
const modules: Readonly<Record<string, (code: string) => string>> = {
  "ts fleet": (code) => code,
  "ts fleet outline": (code) => imports + code,
  "ts fleet fields": fleetWith,
  "ts fleet prices": (code) => imports + code,
  "ts fleet hooks": (code) => fleetWith(`hooks: { ${code} }`),
  "ts template": (code) =>
    `import type { CreateTrainingJobRequest } from "@aws-sdk/client-sagemaker";
    export const template: Partial<CreateTrainingJobRequest> = { ${code} };`,
  "ts policy fields": (code) =>
    `${imports}export default defineFleet({ models: { frost: { ...frostPolicy, ${code} } } });`,
  "ts batch fields": (code) =>
    `${imports}const { endpoint: _, ...served } = frostPolicy;
    export default defineFleet({ models: { frost: {
      ...served, serving: "batch", route: { parameter: "/frost/route" },
      drift: { monitor: "driftwheel", capture: "s3://frost-data/captured", sensitivity: { falseAlarmsPerYear: 2 } },
      quality: { groundTruth: "s3://frost-data/ground-truth", problem: "regression", success: { within: 2 } },
      ${code} } } });`,
  "ts predict": (code) => code,
  "ts proxy": (code) => code,
  "ts sticky": (code) =>
    code.replace('"driftwheel"', '"@driftwheel/driftwheel/assignment/target-variant.ts"'),
  "ts routed": (code) =>
    code.replace('"driftwheel"', '"@driftwheel/driftwheel/assignment/routed-endpoint.ts"'),
  "ts receiver": (code) => `${code}
    const had = new Set<string | null>();
    const isNew = async (id: string | null) => !had.has(id) && had.add(id).size > 0;
    export const taken: unknown[] = [];
    const queue = { put: async (message: unknown) => { taken.push(message); } };`,
};
const typescript = blocksIn("ts");
const fileOf = (id: string) => join(workshop, `${id}.ts`);
const load = (id: string): Promise<unknown> => import(pathToFileURL(fileOf(id)).href);

beforeAll(() => {
  mkdirSync(workshop, { recursive: true });
  // What driftwheel prices leaves.
  writeFileSync(join(workshop, "driftwheel.prices.json"), JSON.stringify(shippedPrices));
  for (const { id, kind, code } of typescript) writeFileSync(fileOf(id), modules[kind]?.(code) ?? code);
});
afterAll(() => rmSync(workshop, { recursive: true, force: true }));

describe("the TypeScript of the guides", () => {
  it("says what it is", () => {
    for (const { id, kind } of typescript) expect(Object.keys(modules), id).toContain(kind);
    for (const kind of Object.keys(modules)) expect(typescript.map((block) => block.kind)).toContain(kind);
  });

  it("passes the type check", () => {
    const config = join(workshop, "tsconfig.json");
    const settings = {
      extends: "../../tsconfig.json",
      compilerOptions: { incremental: false },
      files: typescript.map(({ id }) => `${id}.ts`),
      include: [],
      exclude: [],
    };
    writeFileSync(config, JSON.stringify(settings));
    let faults = "";
    try {
      execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", config], { encoding: "utf8" });
    } catch (error) {
      faults = error instanceof Error && "stdout" in error ? String(error.stdout) : String(error);
    }
    expect(faults).toBe("");
  });

  it.each(
    typescript.filter(
      ({ kind }) =>
        !["ts receiver", "ts template", "ts predict", "ts proxy", "ts sticky", "ts routed"].includes(kind),
    ),
  )("is a fleet that is not refused: $id", async ({ id }) => {
    const module = (await load(id)) as { default: { models: object } };
    expect(Object.keys(module.default.models)).not.toEqual([]);
  });

  it.each(typescript.filter(({ kind }) => kind === "ts receiver"))(
    "takes a signed message once, and no other: $id",
    async ({ id }) => {
      const key = `whsec_${Buffer.from("the key of the guide's receiver").toString("base64")}`;
      process.env.DRIFTWHEEL_WEBHOOK_KEY = key;
      // The block's own function, and what the test put beside it.
      const { receive, taken } = (await load(id)) as {
        receive: (request: Request) => Promise<Response>;
        taken: readonly unknown[];
      };
      const body = JSON.stringify({ type: "driftwheel.paused", data: { model: "frost" } });
      const at = new Date();
      const headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
        "webhook-signature": new Webhook(key).sign("msg_1", at, body),
      };
      const post = async (text: string) =>
        (await receive(new Request("https://example.com", { method: "POST", headers, body: text }))).status;

      expect(await post(`${body} `)).toBe(401);
      expect(taken).toEqual([]);
      expect([await post(body), await post(body)]).toEqual([204, 204]);
      expect(taken).toEqual([JSON.parse(body)]);
    },
  );
});

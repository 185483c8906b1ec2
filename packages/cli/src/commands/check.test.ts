import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { serveJson, WireError } from "@driftwheel/aws/testing/json-wire.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";
import { type } from "../../test/terminal.ts";

const core = new URL("../../../core/src/policy/", import.meta.url);

/** A folder with a fleet of two models, written as a person would. */
function folder(): string {
  const directory = temporaryFolder();
  writeFileSync(
    join(directory, "driftwheel.config.ts"),
    `import { policyFor } from ${JSON.stringify(new URL("testing/fleet.ts", core).href)};
     export default { models: { dunes: policyFor("dunes"), tides: policyFor("tides") } };`,
  );
  return directory;
}

describe("checking the fleet", () => {
  let server: Awaited<ReturnType<typeof serveJson>>;
  const before = { ...process.env };

  beforeAll(async () => {
    server = await serveJson({
      DescribeEndpoint: ({ EndpointName }) => {
        if (EndpointName === "gone-prod")
          throw new WireError("ValidationException", `Could not find endpoint "${EndpointName}".`);
        return {
          EndpointName,
          EndpointStatus: "InService",
          EndpointConfigName: `${String(EndpointName)}-1`,
          ProductionVariants: [{ VariantName: "main", CurrentWeight: 1 }],
        };
      },
      DescribeEndpointConfig: ({ EndpointConfigName }) => ({
        EndpointConfigName,
        ProductionVariants: [{ VariantName: "main", ModelName: "one", InitialVariantWeight: 1 }],
        ...(String(EndpointConfigName).startsWith("tides")
          ? { ShadowProductionVariants: [{ VariantName: "shadow", ModelName: "two" }] }
          : {}),
      }),
      DescribeModel: ({ ModelName }) => ({ ModelName, PrimaryContainer: { Image: "own/image:1" } }),
    });
  });
  afterAll(async () => {
    await server.close();
    process.env = before;
  });

  it("tells of each model whether its endpoint can take a challenger, and what would be possible", async () => {
    const words = ["check", "--no-json", "--endpoint-url", server.url];
    const { code, out, hints } = await type(words, { directory: folder() });
    expect(code).toBe(1);
    expect(out).toEqual([
      "dunes: dunes-prod can take a challenger.",
      expect.stringMatching(
        /^tides: the endpoint's config tides-prod-1 has a shadow variant, and beside one/,
      ),
    ]);
    expect(hints.at(-1)).toBe("1 of 2 models cannot be put on trial.");
  });

  it("tells programs the same in JSON", async () => {
    const { out } = await type(["check", "--json", "--endpoint-url", server.url], { directory: folder() });
    expect(out.map((line) => JSON.parse(line))).toMatchObject([
      { model: "dunes", endpoint: "dunes-prod", wrong: null },
      { model: "tides", endpoint: "tides-prod", wrong: expect.stringContaining("shadow") },
    ]);
  });

  it("checks the fleet alone where there is no AWS", async () => {
    const { code, hints } = await type(["check"], { directory: folder() });
    expect(code).toBe(0);
    expect(hints).toEqual([
      "The fleet is in order. Its endpoints were not asked: there is no AWS in the environment.",
    ]);
  });

  it("says so where there is no fleet", async () => {
    const { code, hints } = await type(["check"]);
    expect(code).toBe(1);
    expect(hints).toEqual(["There is no driftwheel.config.ts here; name one with --fleet."]);
  });
});

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { serveJson, WireError } from "@driftwheel/aws/testing/json-wire.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";
import { type } from "../../test/terminal.ts";

const core = new URL("../../../core/src/policy/", import.meta.url);

/** A folder with a fleet of two models, written as a person would. */
function folder(): string {
  return folderWith(
    `import { policyFor } from ${JSON.stringify(new URL("testing/fleet.ts", core).href)};
     export default { models: { dunes: policyFor("dunes"), tides: policyFor("tides") } };`,
  );
}

function folderWith(fleet: string): string {
  const directory = temporaryFolder();
  writeFileSync(join(directory, "driftwheel.config.ts"), fleet);
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
      DescribeModelPackageGroup: () => {
        throw new WireError("AccessDeniedException", "You may not.");
      },
      DescribePipeline: ({ PipelineName }) => ({
        PipelineName,
        PipelineStatus: "Active",
        PipelineDefinition: JSON.stringify({ Parameters: [] }),
      }),
      DescribeModel: ({ ModelName }) => ({ ModelName, PrimaryContainer: { Image: "own/image:1" } }),
    });
  });
  afterAll(async () => {
    await server.close();
    process.env = before;
  });

  it("asks nobody without --live, and says so", async () => {
    const { code, out, hints } = await type(["check", "--no-json"], { directory: folder() });
    expect(code).toBe(0);
    expect(out).toEqual([]);
    expect(hints).toEqual(["The fleet is in order: 2 models. With --live its account is asked too."]);
  });

  it("tells a refused fleet's faults one by one, to programs as a list", async () => {
    const directory =
      folderWith(`import { defineFleet } from ${JSON.stringify(new URL("define-fleet.ts", core).href)};
      import { policyInput } from ${JSON.stringify(new URL("testing/fleet.ts", core).href)};
      export default defineFleet({ models: { dunes: { ...policyInput("dunes"), approve: "automatic" } } });`);
    const { code, out, hints } = await type(["check"], { directory });
    expect(code).toBe(1);
    expect(JSON.parse(out[0] ?? "")).toEqual([
      {
        model: null,
        subject: "fleet",
        result: "error",
        path: "models.dunes.approve",
        value: '"automatic"',
        problem: 'must be "automatically" or { by: "person", within: "3 days" }',
        remedy: 'did you mean "automatically"?',
      },
    ]);
    expect(hints.join("\n")).toContain('models.dunes.approve is "automatic"');
  });

  it("refuses a fleet that was never checked", async () => {
    const directory =
      folderWith(`import { policyInput } from ${JSON.stringify(new URL("testing/fleet.ts", core).href)};
      export default { models: { dunes: policyInput("dunes") } };`);
    const { code, hints } = await type(["check"], { directory });
    expect(code).toBe(1);
    expect(hints).toEqual([
      "driftwheel.config.ts exports no fleet; write: export default defineFleet({ models: { ... } })",
    ]);
  });

  it("asks the account with --live, tells all it found, and what it was not allowed to ask", async () => {
    const words = ["check", "--live", "--no-json", "--endpoint-url", server.url];
    const { code, out, hints, progress } = await type(words, { directory: folder() });
    expect(code).toBe(1);
    const lines = out.join("\n");
    expect(lines).toMatch(/dunes +trial +ok +it can take a challenger beside the champion/);
    expect(lines).toMatch(
      /tides +trial +error +models\.tides\.endpoint is tides-prod: the endpoint's config tides-prod-1 has a shadow variant/,
    );
    expect(lines).toMatch(
      /dunes +data capture +error +models\.dunes\.endpoint is dunes-prod: captures no data/,
    );
    expect(lines).toMatch(
      /dunes +package group +not checked +.*the permission sagemaker:DescribeModelPackageGroup is missing/,
    );
    expect(hints.at(-1)).toMatch(/^Some of it cannot work: \d+ errors, \d+ warnings?, \d+ not checked\.$/);
    expect(progress).toContain("1 of 2, dunes: asking for endpoint dunes-prod");
    expect(progress.at(-1)).toBeNull();
  });

  it("says so where nobody answers", async () => {
    const closed = await serveJson({});
    await closed.close();
    const words = ["check", "--live", "--endpoint-url", closed.url];
    const { code, hints } = await type(words, { directory: folder() });
    expect(code).toBe(1);
    expect(hints.at(-1)).toMatch(/^AWS cannot be asked: .*ECONNREFUSED/);
  });

  it.each(["nonsense", "127.0.0.1:4566", "ftp://127.0.0.1"])(
    "is called in a wrong way with an address that is none: %s",
    async (address) => {
      const { code, out } = await type(["check", "--live", "--endpoint-url", address]);
      expect(code).toBe(2);
      expect(out).toEqual([]);
    },
  );

  it("says so where the environment names no AWS", async () => {
    const { code, hints } = await type(["check", "--live"], { directory: folder() });
    expect(code).toBe(1);
    expect(hints.at(-1)).toContain("There is no AWS in the environment to ask");
  });

  it("says so where there is no fleet", async () => {
    const { code, hints } = await type(["check"]);
    expect(code).toBe(1);
    expect(hints).toEqual(["There is no driftwheel.config.ts here; name one with --fleet."]);
  });
});

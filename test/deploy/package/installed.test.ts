import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { frostPolicy } from "@driftwheel/example-frost/policy.ts";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { buildGraph, graphSettings } from "../../../stacks/graph/build-graph.ts";
import { temporaryFolder } from "../../runner/temporary-folder.ts";
import { change, driftwheel, folderWithPackage, linkPlatform, root } from "./own-folder.ts";
import { graphOfFolder } from "./run-as-sst.ts";

/** What the modules of Node that the package uses export in Node 20: `Object.keys` of each. */
const node20: { readonly exports: Readonly<Record<string, readonly string[]>> } = JSON.parse(
  readFileSync(join(import.meta.dirname, "node-20.json"), "utf8"),
);
const importsFromNode = /import\s*\{([^}]*)\}\s*from\s*"(node:[\w/]+)"/g;

const own = [
  "--yes",
  ...["--endpoint", "tides-prod"],
  ...["--package-group", "tides"],
  ...["--pipeline", "tides-train"],
  ...["--region", "eu-west-1"],
  ...["--capture", "s3://tides-data/capture"],
  ...["--role", "arn:aws:iam::444455556666:role/tides"],
];
const tsc = (folder: string, ...words: readonly string[]) =>
  execFileSync(join(root, "node_modules/.bin/tsc"), words, { cwd: folder, encoding: "utf8" });

let folder: string;
beforeAll(() => {
  folder = folderWithPackage();
  expect(driftwheel(folder, ["init", ...own])).toMatchObject({ status: 0, stdout: "" });
});

describe("the package", () => {
  it("has the size of a small one, no dependency but one that may be missing, and the licences of what is in it", () => {
    const place = join(folder, "node_modules/driftwheel");
    const files = readdirSync(place, { recursive: true, encoding: "utf8" });
    const bytes = files.map((file) => statSync(join(place, file))).filter((found) => found.isFile());
    const manifest = JSON.parse(readFileSync(join(place, "package.json"), "utf8"));

    expect(statSync(inject("tarball")).size).toBeLessThan(7_400_000);
    expect(bytes.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(26_000_000);
    expect(readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith("."))).toEqual([
      "driftwheel",
    ]);
    expect(manifest).toMatchObject({ license: "Apache-2.0", publishConfig: { provenance: true } });
    expect(manifest.dependencies).toBeUndefined();
    expect(manifest.optionalDependencies).toEqual({ "classic-level": "3.0.0" });
    expect(readFileSync(join(place, "THIRD-PARTY-LICENSES.txt"), "utf8")).toMatch(/zod 4.*\(MIT\)/);
    expect(files).toEqual(
      expect.arrayContaining([
        "lib/analyzers/clarify.js",
        "lib/analyzers/data-wrangler.js",
        "lib/analyzers/model-monitor.js",
        ...["prepare", "train", "report", "serve"].map((program) => `lib/automl/${program}.js`),
      ]),
    );
    expect(files.filter((file) => /(?<!\.d)\.ts$|\.map$/.test(file))).toEqual([]);
    for (const file of files.filter((name) => /\.m?js$/.test(name))) {
      expect(readFileSync(join(place, file), "utf8").includes(root), file).toBe(false);
    }
  });

  it("takes nothing from Node's modules that Node 20 has not", () => {
    const lib = join(folder, "node_modules/driftwheel/lib");
    const missing = readdirSync(lib, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".js"))
      .flatMap((file) => [...readFileSync(join(lib, file), "utf8").matchAll(importsFromNode)])
      .flatMap(([, names = "", module = ""]) => {
        const known = node20.exports[module] ?? [];
        const taken = names.split(",").map((name) => name.trim().split(" as ")[0] ?? "");
        return taken
          .filter((name) => name !== "" && !known.includes(name))
          .map((name) => `${module} ${name}`);
      });
    expect(missing).toEqual([]);
  });

  it("gives a fleet's types without libraries of its own, and refuses what no fleet may say", () => {
    expect(tsc(folder)).toBe("");
    const wrong = join(folder, "wrong.ts");
    writeFileSync(
      wrong,
      'import type { ModelPolicyInput } from "driftwheel";\nexport const approve: ModelPolicyInput["approve"] = "sometimes";\n',
    );
    expect(() => tsc(folder)).toThrow();
    rmSync(wrong);
  });
});

describe("in a folder of one's own", () => {
  it("checks the fleet that init wrote", () => {
    const { status, stderr } = driftwheel(folder, ["check"]);
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: "The fleet is in order: 1 model. With --live its account is asked too.\n",
    });
  });

  it("writes the example's fleet as the example has it", async () => {
    const example = folderWithPackage();
    driftwheel(example, ["init", "--example"]);
    const file = join(temporaryFolder(), "fleet.ts");
    const text = readFileSync(join(example, "driftwheel.config.ts"), "utf8");
    writeFileSync(
      file,
      text.replace(
        'from "driftwheel"',
        `from ${JSON.stringify(join(root, "packages/core/src/policy/define-fleet.ts"))}`,
      ),
    );
    const written: { readonly default: unknown } = await import(file);
    expect(written.default).toEqual(defineFleet({ models: { frost: frostPolicy } }));
  });

  it("keeps its plan there, tells when it is stale, and what an upgrade changes", () => {
    linkPlatform(folder);
    expect(driftwheel(folder, ["upgrade"])).toMatchObject({
      status: 1,
      stderr:
        'There is no driftwheel-plan.json here, which the version before leaves: it writes one with "npx driftwheel deploy:plan".\n',
    });
    expect(driftwheel(folder, ["deploy:plan"])).toMatchObject({
      status: 0,
      stderr: "Wrote driftwheel-plan.md and driftwheel-plan.json.\n",
    });
    expect(readFileSync(join(folder, "driftwheel-plan.md"), "utf8")).toContain("endpoint/tides-prod");
    expect(driftwheel(folder, ["deploy:plan", "--check"]).status).toBe(0);
    expect(driftwheel(folder, ["upgrade"]).stdout).toMatch(/^Resources, .*: none changes\.\n$/);

    change(folder, "driftwheel-plan.json", '"memorySize": 512', '"memorySize": 256');
    expect(driftwheel(folder, ["upgrade"]).stdout).toMatch(
      /: 1 changes\.\n {2}~ aws:lambda\/function:Function \w+: memorySize 256 -> 512\n$/,
    );
    expect(driftwheel(folder, ["deploy:plan", "--check"])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("driftwheel-plan.json is stale"),
    });
  });

  it("deploys by sst.config.ts what this repository's own stack would, and what its plan says", async () => {
    const settings = { ...graphSettings, reports: ["s3://tides-data/reports"] };
    writeFileSync(join(folder, "deployment.production.json"), JSON.stringify(settings));
    if (!existsSync(join(folder, ".sst"))) linkPlatform(folder);
    const there = await graphOfFolder(folder, "production");
    const bundles = join(folder, ".sst/driftwheel/production");
    const fleet = JSON.parse(readFileSync(join(bundles, "fleet.json"), "utf8"));
    const here = await buildGraph({
      stage: "production",
      fleet,
      settings: { ...settings, fleet: "driftwheel.other.ts" },
    });

    expect(Object.keys(fleet.models)).toEqual(["tides"]);
    expect(existsSync(join(bundles, "drift/drift.mjs"))).toBe(true);
    expect(readFileSync(join(bundles, "drift/fleet.mjs"), "utf8")).toBe(
      `export default ${JSON.stringify(fleet)};\n`,
    );
    expect(here.length).toBeGreaterThan(200);
    expect(there).toEqual(here);

    expect(driftwheel(folder, ["deploy:plan"]).status).toBe(0);
    const plan = JSON.parse(readFileSync(join(folder, "driftwheel-plan.json"), "utf8"));
    const deployed = there.map(({ type, name, properties }) => ({ type, name, properties }));
    expect(plan.resources).toEqual(JSON.parse(JSON.stringify(deployed)));
  });

  it("has types for sst.config.ts, which names a setting that is none", () => {
    if (!existsSync(join(folder, ".sst"))) linkPlatform(folder);
    const config = { extends: "./tsconfig.json", files: ["sst.config.ts"], exclude: [] };
    writeFileSync(join(folder, "tsconfig.sst.json"), JSON.stringify(config));
    expect(tsc(folder, "-p", "tsconfig.sst.json")).toBe("");
    change(folder, "sst.config.ts", "...settingsOfStage()", "...settingsOfStage(), alarts: {}");
    expect(() => tsc(folder, "-p", "tsconfig.sst.json")).toThrow();
    change(folder, "sst.config.ts", ", alarts: {}", "");
  });
});

describe("bad input gets a line that says what to do", () => {
  const ended = (at: string, ...words: readonly string[]) => {
    const { status, stdout, stderr } = driftwheel(at, words);
    return { status, stdout, stderr };
  };

  it("a folder that has the files", () => {
    expect(ended(folder, "init", "--example")).toEqual({
      status: 1,
      stdout: "",
      stderr: expect.stringMatching(
        /^Here are already driftwheel\.config\.ts, .*overwrite them with --force\.\n$/,
      ),
    });
  });

  it("init without what it needs, and with what is none", () => {
    expect(ended(folder, "init", "--yes").stderr).toBe(
      "--endpoint is missing: a SageMaker endpoint's name, such as frost-prod.\n",
    );
    expect(ended(folder, "init", "--endpoint", "frost_prod").stderr).toBe(
      '--endpoint "frost_prod" is not a SageMaker endpoint\'s name, such as frost-prod.\n',
    );
  });

  it("no fleet, and one that does not parse", () => {
    const empty = join(folder, "empty");
    mkdirSync(empty);
    for (const [command, hint] of [
      ["local", "npx driftwheel init"],
      ["example", "npx driftwheel init --example"],
    ] as const) {
      expect(ended(empty, command)).toEqual({
        status: 1,
        stdout: "",
        stderr: `There is no driftwheel.config.ts here. Begin with: ${hint}\n`,
      });
    }
    writeFileSync(join(empty, "driftwheel.config.ts"), "export default { models: {\n");
    for (const command of ["local", "check"]) {
      const { status, stderr } = ended(empty, command);
      expect(status, command).toBe(1);
      expect(stderr).toMatch(/^driftwheel\.config\.ts cannot be loaded\. [^\n]+\n$/);
    }
    rmSync(empty, { recursive: true });
  });

  it("a second Driftwheel in one app, and a stage without settings", async () => {
    rmSync(join(folder, "deployment.trial.json"), { force: true });
    await expect(graphOfFolder(folder, "trial")).rejects.toThrow(
      /^There is no deployment\.trial\.json beside/,
    );
    change(folder, "sst.config.ts", "return { api", 'new Driftwheel("Second", {});\n    return { api');
    await expect(graphOfFolder(folder, "production")).rejects.toThrow(
      /^Second would be a second Driftwheel in stage production, with the names of Ops/,
    );
  });

  it("a port that is taken", async () => {
    const taken = createServer();
    await new Promise<void>((listening) => taken.listen(0, "127.0.0.1", listening));
    const address = taken.address();
    const port = typeof address === "object" ? address?.port : null;
    const { status, stdout, stderr } = ended(folder, "local", "--port", String(port));
    taken.close();
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(`Port ${port} is taken by another process.`);
    expect(stderr).not.toContain("    at ");
  });

  it("nothing that is served", () => {
    expect(ended(folder, "example", "--endpoint-url", "http://127.0.0.1:9").stderr).toBe(
      "Nothing is served at http://127.0.0.1:9. Start it first, in another terminal: npx driftwheel local\n",
    );
  });
});

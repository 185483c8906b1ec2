import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readDeployment } from "../settings.ts";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "docs/guides");
/** Outside of what git and the type check of the repository see, but inside of where its packages resolve. */
const workshop = join(root, ".driftwheel/guides");

const guides = readdirSync(folder)
  .filter((name) => name.endsWith(".md"))
  .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));

/** Fenced blocks, those inside of lists too, with the words after the fence: ```ts fleet */
const blocks = guides.flatMap(({ name, text }) =>
  [...text.matchAll(/^( *)```([a-z ]+)\n([\s\S]*?)^ *```$/gm)].map(
    ([, indent = "", kind = "", code = ""], index) => ({
      id: `${name.replace(".md", "")}-${index}`,
      kind,
      code: code
        .split("\n")
        .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
        .join("\n"),
    }),
  ),
);
const typescript = blocks.filter(({ kind }) => kind.startsWith("ts"));
const commands = blocks
  .filter(({ kind }) => kind === "sh")
  .flatMap(({ id, code }) => code.split(/\n|&&/).map((line) => ({ id, line: line.trim() })))
  .filter(({ line }) => line !== "");

const fileOf = (id: string) => join(workshop, `${id}.ts`);
const scripts = (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: object }).scripts;

beforeAll(() => {
  mkdirSync(workshop, { recursive: true });
  for (const { id, code } of typescript) {
    writeFileSync(fileOf(id), code);
  }
});
afterAll(() => rmSync(workshop, { recursive: true, force: true }));

describe("the TypeScript of the guides", () => {
  it("is there, and says what it is", () => {
    expect(typescript.length).toBeGreaterThanOrEqual(1);
    for (const { kind } of typescript) expect(kind).toBe("ts fleet");
  });

  it("passes the type check", () => {
    const config = join(workshop, "tsconfig.json");
    writeFileSync(
      config,
      JSON.stringify({
        extends: "../../tsconfig.json",
        compilerOptions: { incremental: false },
        files: typescript.map(({ id }) => `${id}.ts`),
        include: [],
        exclude: [],
      }),
    );
    expect(() =>
      execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", config], { encoding: "utf8" }),
    ).not.toThrow();
  }, 60_000);

  it.each(typescript)("is a fleet that is not refused: $id", async ({ id }) => {
    const module = (await import(pathToFileURL(fileOf(id)).href)) as { default: { models: object } };
    expect(Object.keys(module.default.models)).not.toEqual([]);
  });
});

describe("the settings of the guides", () => {
  const settings = blocks.filter(({ kind }) => kind === "json settings");

  it("are there", () => {
    expect(settings.length).toBeGreaterThanOrEqual(2);
    // The events have a test of their own, beside the parser.
    const others = blocks.filter(({ kind }) => kind.startsWith("json") && kind !== "json event");
    expect(others).toEqual(settings);
  });

  it.each(settings)("are not refused: $id", ({ code }) => {
    expect(() => readDeployment("production", JSON.parse(code))).not.toThrow();
  });

  it("are all in the table of the installation, with their defaults", () => {
    const [role] = settings.map(({ code }) => JSON.parse(code) as { executionRoles: string[] });
    const known = Object.entries(readDeployment("production", { executionRoles: role?.executionRoles }));
    const rows = guides.find(({ name }) => name === "install.md")?.text.match(/^\| `.*$/gm) ?? [];
    for (const [name, value] of known) {
      const row = rows.find((line) => line.split("|")[1]?.includes(`\`${name}\``));
      expect(row, name).toBeDefined();
      if (typeof value !== "object") expect(row?.split("|")[2], name).toContain(String(value));
    }
  });
});

/** What `npx sst` can do, by https://sst.dev/docs/reference/cli/; sst itself wants the network before it tells. */
const sstCommands = ["deploy", "diff", "remove", "refresh", "unlock"];
/** Where the AWS CLI and the SDK call a service by different names. */
const clientOf: Readonly<Record<string, string>> = { events: "eventbridge" };

describe("the commands of the guides", () => {
  it("are there", () => {
    expect(commands.length).toBeGreaterThan(20);
  });

  it.each(commands)("exist: $line", ({ line }) => {
    const words = line.replace(/^([A-Z_]+=\S+ )+/, "").split(" ");
    const [program, first = "", ...rest] = words;
    if (program === "git") return expect(["pull"]).toContain(first);
    if (program === "npx") {
      expect(first).toBe("sst");
      return expect(sstCommands).toContain(rest[0]);
    }
    if (program === "aws") {
      const [operation = ""] = rest;
      const command = operation.replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase());
      const file = `node_modules/@aws-sdk/client-${clientOf[first] ?? first}/dist-types/commands/${command}Command.d.ts`;
      return expect(existsSync(join(root, file)), file).toBe(true);
    }
    expect(program).toBe("npm");
    if (first === "ci" || first === "test") return;
    expect(first).toBe("run");
    const script = rest.find((word) => !word.startsWith("-")) ?? "";
    expect(Object.keys(scripts)).toContain(script);
    if (script !== "driftwheel") return;
    const called = rest.slice(rest.indexOf("--") + 1);
    const [command = ""] = called;
    const help = execFileSync(process.execPath, ["packages/cli/src/main.ts", command, "--help"], {
      cwd: root,
      encoding: "utf8",
    });
    expect(help).toContain(`Usage: driftwheel ${command} `);
    for (const option of called.filter((word) => word.startsWith("--"))) expect(help).toContain(`${option} `);
  });
});

describe("the links of the guides", () => {
  const links = guides.flatMap(({ name, text }) =>
    [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => ({ name, target })),
  );

  it.each(links.filter(({ target }) => !target.startsWith("https:")))(
    "lead somewhere: $target",
    ({ target }) => {
      const [path = "", heading] = target.split("#");
      const file = resolve(folder, path);
      expect(existsSync(file)).toBe(true);
      if (heading === undefined) return;
      const headings = [...readFileSync(file, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, words = ""]) =>
        words
          .toLowerCase()
          .replaceAll(/[^a-z0-9 -]/g, "")
          .replaceAll(" ", "-"),
      );
      expect(headings).toContain(heading);
    },
  );

  it("stay inside of the repository", () => {
    for (const { target } of links) {
      if (!target.startsWith("https:"))
        expect(dirname(resolve(folder, target))).toContain(join(root, "docs"));
    }
  });
});

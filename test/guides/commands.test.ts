import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createProgram } from "@driftwheel/cli/program.ts";
import { describe, expect, it } from "vitest";
import { terminal } from "../../packages/cli/test/terminal.ts";
import { blocksIn, contributing, guides, root, spansOf } from "./blocks.ts";
import { commandsIn, wordsOf } from "./shell.ts";

const textOf = (file: string) => readFileSync(join(root, file), "utf8");
const { scripts } = JSON.parse(textOf("package.json")) as { scripts: object };
const projects = [...textOf("vitest.config.ts").matchAll(/\bname: "(\w+)"/g)].map(([, name]) => name);

const pages = [...guides, ...contributing];
const shown = pages.flatMap((page) => commandsIn(page).map((line) => ({ path: page.path, line })));
const named = pages.flatMap((page) =>
  [...new Set(spansOf(page))]
    .filter((span) => /^(driftwheel|npm|npx) [a-z]/.test(span))
    // In the prose something stands for what the reader puts there, and a command may be named alone.
    .map((span) => span.replaceAll(/<\w+>/g, "1").replace(/^driftwheel [a-z-]+$/, "$& --help"))
    .map((line) => ({ path: page.path, line })),
);

/** What `npx sst` can do, by https://sst.dev/docs/reference/cli/; sst itself wants the network before it tells. */
const sstCommands = ["deploy", "diff", "install", "remove", "refresh", "unlock"];
/** What npm does without a script of ours, or with one that has its name. */
const npmCommands = ["ci", "install", "publish", "start", "test", "version"];
const gitCommands = ["commit", "pull", "push", "tag"];
/** Where the AWS CLI and the SDK call a service by different names. */
const clientOf: Readonly<Record<string, string>> = { s3api: "s3", events: "eventbridge" };

/** The command reads the whole line as it would before it does anything. */
async function checkDriftwheel([name = "", ...rest]: readonly string[]): Promise<void> {
  const program = createProgram(terminal().context);
  const read: string[] = [];
  for (const command of program.commands) {
    for (const one of [command, ...command.commands]) one.action(() => void read.push(command.name()));
  }
  expect(program.commands.map((command) => command.name())).toContain(name);
  if (rest[0] === "--help") return;
  await program.parseAsync([name, ...rest], { from: "user" });
  expect(read).toEqual([name]);
}

async function checkNpm([first = "", ...rest]: readonly string[]): Promise<void> {
  if (npmCommands.includes(first)) return;
  expect(first).toBe("run");
  const script = rest.find((word) => !word.startsWith("-")) ?? "";
  expect(Object.keys(scripts)).toContain(script);
  const given = rest.includes("--") ? rest.slice(rest.indexOf("--") + 1) : [];
  if (script === "driftwheel") await checkDriftwheel(given);
  else for (const word of given.filter((one) => one.includes("/"))) expectFile(word);
}

function checkNpx([program = "", ...rest]: readonly string[]): void {
  if (program === "sst") expect(sstCommands).toContain(rest[0]);
  else if (program === "vitest") checkVitest(rest);
  else expectFile(`node_modules/.bin/${program}`);
}

function expectFile(path: string): void {
  expect(existsSync(join(root, path)), path).toBe(true);
}

/** Which project is there, and so is every file that is named. */
function checkVitest([run, ...rest]: readonly string[]): void {
  expect(run).toBe("run");
  for (const [place, word] of rest.entries()) {
    if (rest[place - 1] === "--project") expect(projects).toContain(word);
    else if (rest[place - 1] !== "-t" && !word.startsWith("-")) expectFile(word);
  }
}

/** Packages come from files of the repository, whose versions are exact. */
function checkPip([install, requirement, file = ""]: readonly string[]): void {
  expect([install, requirement]).toEqual(["install", "--requirement"]);
  expectFile(file);
}

function checkAws([service = "", operation = ""]: readonly string[]): void {
  const command = operation.replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase());
  expectFile(
    `node_modules/@aws-sdk/client-${clientOf[service] ?? service}/dist-types/commands/${command}Command.d.ts`,
  );
}

const programs: Readonly<Record<string, (words: readonly string[]) => void | Promise<void>>> = {
  aws: checkAws,
  // Its requests have a test of their own.
  curl: () => undefined,
  driftwheel: checkDriftwheel,
  export: () => undefined,
  git: ([first]) => expect(gitCommands).toContain(first),
  npm: checkNpm,
  npx: checkNpx,
  openssl: () => undefined,
  pip: checkPip,
};

async function check(line: string): Promise<void> {
  for (const [, inner = ""] of line.matchAll(/\$\(([^)]*)\)/g)) await check(inner);
  // Nothing is left of an assignment without a command after it.
  const [program, ...rest] = wordsOf(line.replace(/^(\w+=(\$\([^)]*\)|"[^"]*"|\S+)(\s+|$))+/, ""));
  if (program === undefined) return;
  expect(Object.keys(programs)).toContain(program);
  await programs[program]?.(rest);
}

describe("the commands of the guides and READMEs", () => {
  it("are there", () => {
    const kinds = new Set(blocksIn("sh").map(({ kind }) => kind));
    expect(kinds).toEqual(
      new Set(["sh", "sh package", "sh standard-webhooks", "sh hmac", "sh session", "sh logs"]),
    );
    for (const path of ["README.md", "CONTRIBUTING.md", "docs/guides/install.md"]) {
      expect(shown.filter((command) => command.path === path).length, path).toBeGreaterThan(8);
    }
  });

  it.each([...shown, ...named])("exist: $line, in $path", ({ line }) => check(line));
});

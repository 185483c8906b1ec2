import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { blocksIn, root, spans } from "./blocks.ts";
import { commands, commandsOf, wordsOf } from "./shell.ts";

const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: object };
const readme = [...readFileSync(join(root, "README.md"), "utf8").matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
  .flatMap(([, code = ""]) => commandsOf(code))
  .map((line) => ({ line }));
const named = [...new Set(spans)].filter((span) => /^driftwheel [a-z]/.test(span)).map((line) => ({ line }));

/** What `npx sst` can do, by https://sst.dev/docs/reference/cli/; sst itself wants the network before it tells. */
const sstCommands = ["deploy", "diff", "remove", "refresh", "unlock"];
/** Where the AWS CLI and the SDK call a service by different names. */
const clientOf: Readonly<Record<string, string>> = { events: "eventbridge" };

const helps = new Map<string, string>();
/** A process of its own takes seconds, so each command is asked once. */
function helpOf(command: string): string {
  const known =
    helps.get(command) ??
    execFileSync(process.execPath, ["packages/cli/src/main.ts", command, "--help"], {
      cwd: root,
      encoding: "utf8",
    });
  helps.set(command, known);
  return known;
}

function checkDriftwheel([command = "", ...rest]: readonly string[]): void {
  const help = helpOf(command);
  expect(help).toContain(`Usage: driftwheel ${command} `);
  for (const option of rest.filter((word) => word.startsWith("--"))) expect(help).toContain(`${option} `);
}

function checkNpm([first = "", ...rest]: readonly string[]): void {
  if (["ci", "test", "start"].includes(first)) return;
  expect(first).toBe("run");
  const script = rest.find((word) => !word.startsWith("-")) ?? "";
  expect(Object.keys(scripts)).toContain(script);
  if (script === "driftwheel") checkDriftwheel(rest.slice(rest.indexOf("--") + 1));
}

function checkAws([service = "", operation = ""]: readonly string[]): void {
  const command = operation.replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase());
  const file = `node_modules/@aws-sdk/client-${clientOf[service] ?? service}/dist-types/commands/${command}Command.d.ts`;
  expect(existsSync(join(root, file)), file).toBe(true);
}

const programs: Readonly<Record<string, (words: readonly string[]) => void>> = {
  aws: checkAws,
  // Its requests have a test of their own.
  curl: () => undefined,
  driftwheel: checkDriftwheel,
  export: () => undefined,
  git: ([first]) => expect(["pull"]).toContain(first),
  npm: checkNpm,
  npx: ([first, second]) => {
    expect(first).toBe("sst");
    expect(sstCommands).toContain(second);
  },
  openssl: () => undefined,
};

function check(line: string): void {
  for (const [, inner = ""] of line.matchAll(/\$\(([^)]*)\)/g)) check(inner);
  // Nothing is left of an assignment without a command after it.
  const [program, ...rest] = wordsOf(line.replace(/^(\w+=(\$\([^)]*\)|"[^"]*"|\S+)(\s+|$))+/, ""));
  if (program === undefined) return;
  expect(Object.keys(programs)).toContain(program);
  programs[program]?.(rest);
}

describe("the commands of the guides and of the README", () => {
  it("are there", () => {
    expect(commands.length).toBeGreaterThan(40);
    expect(readme.length).toBeGreaterThan(8);
    expect(named.length).toBeGreaterThanOrEqual(2);
    const kinds = new Set(blocksIn("sh").map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(["sh", "sh standard-webhooks", "sh hmac"]));
  });

  it.each([...commands, ...readme, ...named])("exist: $line", ({ line }) => check(line));
});

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createProgram } from "@driftwheel/cli/program.ts";
import { describe, expect, it } from "vitest";
import { terminal } from "../../packages/cli/test/terminal.ts";
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

/** The command reads the whole line as it would before it does anything. */
async function checkDriftwheel(words: readonly string[]): Promise<void> {
  const program = createProgram(terminal().context);
  const read: string[] = [];
  for (const command of program.commands) command.action(() => void read.push(command.name()));
  // In the prose something stands for what the reader puts there: <model>.
  const typed = words.map((word) => word.replace(/^<\w+>$/, "1"));
  await program.parseAsync(typed, { from: "user" });
  expect(read).toEqual([words[0]]);
}

async function checkNpm([first = "", ...rest]: readonly string[]): Promise<void> {
  if (["ci", "test", "start"].includes(first)) return;
  expect(first).toBe("run");
  const script = rest.find((word) => !word.startsWith("-")) ?? "";
  expect(Object.keys(scripts)).toContain(script);
  if (script === "driftwheel") await checkDriftwheel(rest.slice(rest.indexOf("--") + 1));
}

function checkAws([service = "", operation = ""]: readonly string[]): void {
  const command = operation.replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase());
  const file = `node_modules/@aws-sdk/client-${clientOf[service] ?? service}/dist-types/commands/${command}Command.d.ts`;
  expect(existsSync(join(root, file)), file).toBe(true);
}

const programs: Readonly<Record<string, (words: readonly string[]) => void | Promise<void>>> = {
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

async function check(line: string): Promise<void> {
  for (const [, inner = ""] of line.matchAll(/\$\(([^)]*)\)/g)) await check(inner);
  // Nothing is left of an assignment without a command after it.
  const [program, ...rest] = wordsOf(line.replace(/^(\w+=(\$\([^)]*\)|"[^"]*"|\S+)(\s+|$))+/, ""));
  if (program === undefined) return;
  expect(Object.keys(programs)).toContain(program);
  await programs[program]?.(rest);
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

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { type } from "../../packages/cli/test/terminal.ts";
import { temporaryFolder } from "../runner/temporary-folder.ts";
import { blocksOfGuide } from "./blocks.ts";
import { wordsOf } from "./shell.ts";

it("the guide to experiments of one's own shows what the command says of its ten lines", async () => {
  const [outcomes, policy, command, shown] = blocksOfGuide(
    "judge",
    "jsonl outcomes",
    "jsonl policy",
    "sh",
    "text judged",
  ).map(({ code }) => code);
  const directory = temporaryFolder();
  writeFileSync(join(directory, "outcomes.jsonl"), outcomes ?? "");
  writeFileSync(join(directory, "rollout.json"), policy ?? "");
  const [npx, driftwheel, ...words] = wordsOf(command ?? "");
  const { code, out, hints } = await type([...words, "--no-json"], { directory });

  expect([npx, driftwheel, code, hints]).toEqual(["npx", "driftwheel", 0, []]);
  expect(outcomes?.trim().split("\n")).toHaveLength(10);
  expect(out.join("\n").trim()).toBe(shown?.trim());
});

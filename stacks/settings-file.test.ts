import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../test/runner/temporary-folder.ts";
import { writtenSettings } from "./settings-file.ts";

it("a settings file that is no JSON is named, with what is wrong in it", () => {
  const root = temporaryFolder();
  writeFileSync(join(root, "deployment.trial.json"), '{ "fleet": "fleet.ts", }');
  expect(() => writtenSettings(root, "trial")).toThrow(/^deployment\.trial\.json is no JSON: .*JSON/);
});

it("no settings file is no settings", () => {
  expect(writtenSettings(temporaryFolder(), "trial")).toBeUndefined();
});

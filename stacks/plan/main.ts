import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderPlan } from "./plan.ts";
import { planned } from "./planned.ts";
import { renderSecurity } from "./security.ts";

const root = join(import.meta.dirname, "../..");
const [option, ...more] = process.argv.slice(2);
const usage = "npm run -s deploy:plan [-- --check]";

/** Writes the plan, or with --check only says whether the one in the repository is what it would be now. */
async function main(): Promise<number> {
  if (option === "--help") {
    console.log(usage);
    return 0;
  }
  if (more.length > 0 || (option !== undefined && option !== "--check")) {
    console.error(`${[option, ...more].join(" ")} means nothing here.\n${usage}`);
    return 2;
  }
  const documents = [
    ["docs/reference/deployment.md", renderPlan(await planned(root))],
    ["docs/reference/security.md", renderSecurity()],
  ] as const;
  if (option === undefined) {
    for (const [name, rendered] of documents) {
      writeFileSync(join(root, name), rendered);
      console.error(`Wrote ${name}.`);
    }
    return 0;
  }
  const stale = documents.filter(([name, rendered]) => written(name) !== rendered);
  for (const [name] of stale) {
    console.error(`${name} is stale: write it again with "npm run deploy:plan", and commit it.`);
  }
  return stale.length === 0 ? 0 : 1;
}

function written(name: string): string | null {
  try {
    return readFileSync(join(root, name), "utf8");
  } catch {
    return null;
  }
}

process.exitCode = await main();

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderPlan } from "./plan.ts";
import { planned } from "./planned.ts";

const name = "docs/reference/deployment.md";
const root = join(import.meta.dirname, "../..");
const file = join(root, name);
const [option, ...more] = process.argv.slice(2);

/** Writes the plan, or with --check only says whether the one in the repository is what it would be now. */
async function main(): Promise<number> {
  if (more.length > 0 || (option !== undefined && option !== "--check")) {
    console.error("Usage: npm run deploy:plan [-- --check]");
    return 2;
  }
  const rendered = renderPlan(await planned(root));
  if (option === undefined) {
    writeFileSync(file, rendered);
    console.error(`Wrote ${name}.`);
    return 0;
  }
  if (written() === rendered) return 0;
  console.error(`${name} is stale: write it again with "npm run deploy:plan", and commit it.`);
  return 1;
}

function written(): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

process.exitCode = await main();

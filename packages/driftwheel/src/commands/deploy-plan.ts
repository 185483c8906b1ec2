import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "@driftwheel/cli/context/context.ts";
import { PersonError } from "@driftwheel/cli/context/errors.ts";
import { renderPlan } from "@driftwheel/stacks/plan/plan.ts";
import { Command } from "commander";
import manifest from "../../package.json" with { type: "json" };
import { keptPlanText, planPages } from "../upgrade/kept-plan.ts";
import { planHere } from "../upgrade/plan-here.ts";

export function deployPlanCommand(context: Context): Command {
  return new Command("deploy:plan")
    .description(
      `Write what production would be, from the fleet and its settings: ${planPages.forPeople}, and ${planPages.forPrograms} for the next upgrade.`,
    )
    .option("--check", "write nothing, and fail when they are not what is written here")
    .action(async ({ check }: { readonly check?: true }) => {
      const plan = await planHere(context);
      const pages = [
        [planPages.forPeople, renderPlan(plan)],
        [planPages.forPrograms, keptPlanText(manifest.version, plan.stage, plan.resources)],
      ] as const;
      if (!check) {
        for (const [name, text] of pages) writeFileSync(join(context.directory, name), text);
        context.hint(`Wrote ${pages.map(([name]) => name).join(" and ")}.`);
        return;
      }
      const stale = pages.filter(([name, text]) => written(join(context.directory, name)) !== text);
      if (stale.length === 0) return;
      throw new PersonError(
        `${stale.map(([name]) => name).join(" and ")} ${stale.length === 1 ? "is" : "are"} stale: write anew with "npx driftwheel deploy:plan", and commit.`,
      );
    });
}

function written(file: string): string | null {
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

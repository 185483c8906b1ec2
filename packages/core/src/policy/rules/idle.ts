import type { Fleet } from "../policy.ts";
import type { Fault } from "../refusal/fault.ts";

/** The account's own resources are told of under this name, as if it were a model's. */
export const accountName = "account";

/** What no schema of one field can tell of the fleet's `idle`. */
export function idleFaults({ idle, models }: Pick<Fleet, "idle" | "models">): readonly Fault[] {
  if (!idle) return [];
  const { keepTag, actTag, notebooks, studio, endpoints, leftovers, experiments } = idle;
  const faults: Fault[] = [];
  if ([notebooks, studio, endpoints, leftovers, experiments].every((section) => section === undefined)) {
    faults.push({ path: ["idle"], problem: "names nothing to look for" });
  }
  if (keepTag.key === actTag.key && keepTag.value === actTag.value) {
    faults.push({ path: ["idle", "actTag"], problem: "is the tag that forbids what it should allow" });
  }
  if (Object.hasOwn(models, accountName)) {
    faults.push({
      path: ["models", accountName],
      problem: "is the name that idle resources are told of under",
      value: `named "${accountName}"`,
      remedy: "name the model otherwise, or leave idle out",
    });
  }
  return faults;
}

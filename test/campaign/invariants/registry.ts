import type { CandidateStage } from "@driftwheel/core/vocabulary/state.ts";
import type { Package } from "../../world/sagemaker/registry.ts";
import type { Invariant } from "./invariant.ts";
import { entries } from "./ledger-words.ts";

/** True for what the registry may say of a version in a stage. */
function fits(stage: CandidateStage, { approval, lifeCycle }: Package): boolean {
  switch (stage) {
    case "rejected":
    case "approval-rejected":
      return approval === "Rejected";
    case "promoted":
      return approval === "Approved" && lifeCycle === "Production/Serving";
    case "rolled-back":
      // A champion of before whose coming back failed is still the one that was replaced.
      return approval === "Rejected" && lifeCycle === "Archived/RolledBack";
    default:
      return true;
  }
}

const registry: Invariant = {
  name: "the-registry-says-what-the-ledger-says",
  promise:
    "Some hours after the faults stop the registry has the approval and the life cycle of every version as the ledger has them, unless a person changed them there.",
  broken({ world, atEnd: { state } }) {
    const edited = new Set(world.journal.of("registry").map(({ version }) => version));
    const replaced = new Map(
      entries(world, "rollout-promoted").map(({ entry }) => [entry.data.champion.package, entry.sequence]),
    );
    return Object.values(state.candidates).flatMap(({ version, stage, sequence, package: arn }) => {
      const said = world.sagemaker.registry.known(arn);
      const isReplaced = (replaced.get(arn) ?? 0) > sequence;
      const right = isReplaced ? said.lifeCycle === "Archived/Replaced" : fits(stage, said);
      return right || edited.has(version)
        ? []
        : [`Version ${version} is ${stage}, and the registry says ${said.approval}, ${said.lifeCycle}.`];
    });
  },
};

export const registries: readonly Invariant[] = [registry];

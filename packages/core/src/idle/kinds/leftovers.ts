import { inWords } from "../../words/duration.ts";
import { listed } from "../../words/listed.ts";
import { age, type Found, found, type IdleContext } from "../found.ts";
import type { LeftoverFacts, MadeByRollout } from "../inventory.ts";
import { priceOf } from "./endpoints.ts";

/** What rollouts made and nothing uses, when they ended long enough ago. */
export function idleLeftovers(facts: LeftoverFacts, context: IdleContext): readonly Found[] {
  const { policy, now } = context;
  const wanted = policy.leftovers;
  if (!wanted) return [];
  const isOld = ({ endedAt }: { readonly endedAt: string | null }) =>
    endedAt !== null && age(endedAt, now) >= wanted.olderThan;
  const made = facts.made
    .filter((fact) => isOld(fact) && !facts.inUse.has(fact.name.toLowerCase()))
    .map((fact) =>
      found(fact.kind, fact, {
        because: `${originOf(fact)}, and nothing uses it; the policy has ${inWords(wanted.olderThan)}.`,
        since: fact.endedAt ?? fact.createdAt,
        state: fact.createdAt,
        // Models and configs cost nothing by themselves.
        monthly: 0,
        act: deletion(fact),
        // A config without its model could not be deployed any more.
        never: fact.namedBy.length > 0 ? `${listed(fact.namedBy, 2)} still names it, and goes first` : null,
        acts: wanted.act === "delete",
      }),
    );
  const variants = facts.variants.filter(isOld).map((fact) =>
    found("variant", fact, {
      because: `Rollout ${fact.rollout} put the variant ${fact.variant.name} on endpoint ${fact.endpoint} and ended at ${fact.endedAt}; it has no traffic, and is still there.`,
      since: fact.endedAt ?? "",
      state: `${fact.rollout} ${fact.endedAt}`,
      monthly: priceOf([fact.variant], context),
      act: null,
      never: "what an endpoint has is changed by rollouts and people only",
      acts: false,
    }),
  );
  return [...made, ...variants];
}

function originOf({ rollout, departed, endedAt }: MadeByRollout): string {
  return departed === null
    ? `Rollout ${rollout} made it, which ended at ${endedAt}`
    : `Rollout ${rollout} made it, of the model ${departed}, which has left the fleet and was last heard of at ${endedAt}`;
}

function deletion({ kind, name, arn, createdAt }: MadeByRollout): Found["act"] {
  return kind === "model"
    ? { operation: "delete-model", name, arn, createdAt }
    : { operation: "delete-endpoint-config", name, arn, createdAt };
}

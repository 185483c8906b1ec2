import type { IdlePolicy } from "../policy/idle/idle.ts";
import type { IdleTag } from "../policy/idle/tag.ts";
import { inWords } from "../words/duration.ts";
import { actInWords } from "./act.ts";
import type { IdleDraft } from "./entry.ts";
import type { Found, IdleContext } from "./found.ts";
import { age } from "./found.ts";
import { type Inventory, isRead } from "./inventory.ts";
import { idleEndpoints } from "./kinds/endpoints.ts";
import { idleExperiments } from "./kinds/experiments.ts";
import { idleLeftovers } from "./kinds/leftovers.ts";
import { idleNotebooks } from "./kinds/notebooks.ts";
import { idleStudio } from "./kinds/studio.ts";
import { sectionOf, type Tags } from "./resource.ts";
import type { IdleState, OpenFinding } from "./state.ts";

/**
 * What was found, what is no longer idle, and what is to be stopped. Nothing is stopped in the run that finds it: people
 * are told first, and have until the next run to object. What could not be read stays as it was.
 */
export function decideIdle(
  state: IdleState,
  inventory: Inventory,
  context: IdleContext,
): readonly IdleDraft[] {
  const all = idleOf(inventory, context).filter(({ fact }) => !has(fact.tags, context.policy.keepTag));
  const now = new Map(all.map((one) => [one.resource, one]));
  const drafts: IdleDraft[] = [];
  for (const finding of Object.values(state.open)) {
    const still = now.get(finding.resource);
    if (finding.status === "found" && isOver(finding, still, inventory))
      drafts.push(resolved(finding, still));
    if (finding.status === "stopped") drafts.push(...startedAgain(finding, inventory, context));
  }
  for (const one of all) {
    const before = state.open[one.resource];
    if (!before || (before.status === "found" && before.state !== one.state)) {
      drafts.push(foundNow(one, state, context));
    } else if (
      before.status === "found" &&
      before.told &&
      obstacle(one, state, context) === null &&
      one.act
    ) {
      drafts.push({
        kind: "idle-stop-requested",
        because: `${before.because} People were told of it, it has the tag that allows it, and the policy wants it: ${actInWords(one.act)}.`,
        causedBy: before.sequence,
        data: { resource: one.resource, act: one.act },
      });
    }
  }
  return drafts;
}

/** Everything that is idle by the policy, whatever its tags say. */
function idleOf(inventory: Inventory, context: IdleContext): readonly Found[] {
  const { notebooks, studio, endpoints, leftovers, experiments } = inventory;
  return [
    ...(notebooks?.known ? idleNotebooks(notebooks.facts, context) : []),
    ...(studio?.known ? idleStudio(studio.facts, context) : []),
    ...(endpoints?.known ? idleEndpoints(endpoints.facts, context) : []),
    ...(leftovers?.known ? idleLeftovers(leftovers.facts, context) : []),
    ...(experiments?.known ? idleExperiments(experiments.facts, context) : []),
  ];
}

function isOver(finding: OpenFinding, still: Found | undefined, inventory: Inventory): boolean {
  if (!isRead(inventory, sectionOf[finding.kind])) return false;
  return still === undefined || still.state !== finding.state;
}

function resolved(finding: OpenFinding, still: Found | undefined): IdleDraft {
  return {
    kind: "idle-resolved",
    because: still
      ? "It has changed since it was found."
      : "It is gone, it is used, or the policy does not call it idle any more.",
    causedBy: finding.sequence,
    data: { resource: finding.resource },
  };
}

/** What was stopped and runs again is somebody's, without any undo. */
function startedAgain(
  finding: OpenFinding,
  inventory: Inventory,
  { readFrom }: IdleContext,
): readonly IdleDraft[] {
  const { act, stoppedAt } = finding;
  if (!act || stoppedAt === null) return [];
  const { notebooks, endpoints, studio } = inventory;
  const is = (name: string) => name === finding.name;
  const again =
    (act.operation === "stop-notebook" &&
      notebooks?.known === true &&
      notebooks.facts.some(
        ({ name, status, changedAt }) => is(name) && status === "InService" && changedAt > stoppedAt,
      )) ||
    (act.operation === "delete-app" &&
      studio?.known === true &&
      Date.parse(stoppedAt) < readFrom.getTime() &&
      // Its time of creation stays when it is started again within a day.
      studio.facts.apps.some(({ name, status }) => is(name) && status === "InService")) ||
    (act.operation === "delete-endpoint" &&
      endpoints?.known === true &&
      endpoints.facts.some(({ name, createdAt }) => is(name) && createdAt > stoppedAt));
  if (!again) return [];
  return [
    {
      kind: "idle-resolved",
      because: `Driftwheel stopped it at ${stoppedAt}, and somebody started it again.`,
      causedBy: finding.sequence,
      data: { resource: finding.resource },
    },
  ];
}

function foundNow(one: Found, state: IdleState, context: IdleContext): IdleDraft {
  const { resource, kind, fact, since, state: now, monthly } = one;
  const { name, arn } = fact;
  return {
    kind: "idle-found",
    because: one.because,
    data: { resource, kind, name, arn, since, state: now, monthly, notActed: obstacle(one, state, context) },
  };
}

/** Why nothing is done to it; null where nothing stands in its way. */
function obstacle(one: Found, state: IdleState, { policy, now }: IdleContext): string | null {
  if (one.never !== null) return one.never;
  if (!one.acts) return "the policy only reports it";
  const rest = state.resting[one.resource];
  if (rest && age(rest.at, now) < policy.notAgainFor) {
    return `${rest.why} at ${rest.at}, and it is left alone for ${inWords(policy.notAgainFor)}`;
  }
  return allows(one.fact.tags, policy) ? null : `it has not the tag ${tagInWords(policy.actTag)}`;
}

/** Whether a resource's tags let it be acted on. */
export function allows(tags: Tags, { actTag, keepTag }: Pick<IdlePolicy, "actTag" | "keepTag">): boolean {
  return has(tags, actTag) && !has(tags, keepTag);
}

function has(tags: Tags, { key, value }: IdleTag): boolean {
  return Object.hasOwn(tags, key) && tags[key] === value;
}

function tagInWords({ key, value }: IdleTag): string {
  return `${key}=${value}`;
}

import type { Entry, EntryOf } from "../vocabulary/entry.ts";
import type { VariantMetrics } from "../vocabulary/trial/look-metrics.ts";
import { endpointLink } from "../words/console/console-links.ts";
import type { ConsolePlace } from "../words/console/console-place.ts";
import { tagLink } from "./retraining-run.ts";
import { RunDraft } from "./run-draft.ts";

/** The entries of a rollout after its start. */
export type RolloutEntry = Extract<
  Entry,
  {
    readonly kind:
      | "rollout-looked"
      | "challenger-dropped"
      | "weights-shifted"
      | "rollout-promoted"
      | "rollout-watched"
      | "rollout-baked"
      | "rollout-rolled-back"
      | "rollout-held";
  }
>;

/** A rollout's run, and how many looks it has had. */
export interface RolloutDraft {
  readonly draft: RunDraft;
  looks: number;
  /** By variant, how the figures of other challengers begin; the first one's have no such beginning. */
  readonly others: ReadonlyMap<string, string>;
}

/** The run of a rollout: what was tried against what, each look, and how it ended. */
export function beginRollout(entry: EntryOf<"rollout-started">, place: ConsolePlace | null): RolloutDraft {
  const { data } = entry;
  const draft = new RunDraft(entry, `rollout/${data.rollout}`, data.rollout);
  draft.tells(entry);
  draft.param("endpoint", data.endpoint);
  draft.param("challenger", data.challenger.package);
  draft.param("version", String(data.challenger.version));
  const others = data.others ?? [];
  for (const { variant, package: arn } of others) draft.param(`challenger.${variant}`, arn);
  if (data.champion.package !== null) draft.param("champion", data.champion.package);
  draft.param("deadline", data.deadline);
  const { outcome, errors, slow } = data.minimumEffects;
  draft.param("smallest difference.outcomes", String(outcome));
  draft.param("smallest difference.errors", String(errors));
  draft.param("smallest difference.slow", String(slow));
  if (data.undoes) draft.tag("driftwheel.undoes", String(data.undoes.promotion));
  draft.tag("driftwheel.package", data.challenger.package);
  tagLink(draft, "driftwheel.package.url", data.challenger.package, place);
  const link = place && endpointLink(data.endpoint, place);
  if (link) draft.tag("driftwheel.endpoint.url", link.url);
  draft.metric("challenger.share", data.weight, 0, entry);
  draft.verdict("running", entry);
  const beginning = ({ variant }: { readonly variant: string }) => [variant, `${variant}.`] as const;
  return { draft, looks: 0, others: new Map(others.map(beginning)) };
}

/** What an entry says of a rollout. */
export function tellRollout(rollout: RolloutDraft, entry: RolloutEntry): void {
  const { draft } = rollout;
  draft.tells(entry);
  switch (entry.kind) {
    case "rollout-looked":
      rollout.looks = entry.data.look;
      tellLook(draft, entry, rollout.others.get(entry.data.challenger.variant) ?? "");
      return;
    case "challenger-dropped": {
      const { challenger, ended } = entry.data;
      draft.tag(`driftwheel.dropped.${challenger.variant}`, `look ${rollout.looks}: ${ended}`);
      return;
    }
    case "weights-shifted":
      draft.metric("challenger.share", entry.data.to, rollout.looks, entry);
      return;
    case "rollout-watched":
      rollout.looks = entry.data.look;
      tellBake(draft, entry);
      return;
    case "rollout-promoted":
      draft.verdict("promoted", entry);
      draft.metric("challenger.share", 100, rollout.looks, entry);
      draft.metric("difference", entry.data.difference, rollout.looks, entry);
      // It may be rolled back as long as it is watched.
      if (!entry.data.bake) draft.end("FINISHED", entry);
      return;
    case "rollout-baked":
      draft.verdict("baked", entry);
      draft.end("FINISHED", entry);
      return;
    case "rollout-rolled-back":
      draft.verdict("rolled-back", entry);
      draft.metric("challenger.share", 0, rollout.looks, entry);
      draft.end("FINISHED", entry);
      return;
    case "rollout-held":
      draft.verdict("held", entry);
  }
}

/** @param of how the names of its figures begin where it is of another challenger than the first */
function tellLook(draft: RunDraft, entry: EntryOf<"rollout-looked">, of: string): void {
  const { look, champion, challenger, evidence, line, requests } = entry.data;
  for (const [name, arm] of Object.entries({ champion, challenger }))
    tellArm(draft, `${of}${name}`, arm, entry);
  for (const name of ["champion", "challenger"] as const) {
    const values = requests?.matured[name].values;
    if (values && values.count > 0)
      draft.metric(`${of}${name}.mean value`, values.sum / values.count, look, entry);
  }
  const { segments = {}, ...whole } = evidence;
  for (const [name, value] of Object.entries(whole))
    draft.metric(`${of}evidence.${name}`, value, look, entry);
  for (const [name, value] of Object.entries(segments)) {
    draft.metric(`${of}evidence.segment.${name}`, value, look, entry);
  }
  draft.metric(`${of}line.better`, line.better, look, entry);
  draft.metric(`${of}line.harm`, line.harm, look, entry);
  draft.tag(
    of === "" ? "driftwheel.look" : `driftwheel.look.${challenger.variant}`,
    `${look}: ${entry.data.decision}`,
  );
}

function tellBake(draft: RunDraft, entry: EntryOf<"rollout-watched">): void {
  const { look, winner, evidence, line } = entry.data;
  tellArm(draft, "promoted", winner, entry);
  for (const [name, value] of Object.entries(evidence)) draft.metric(`bake.${name}`, value, look, entry);
  draft.metric("bake.line", line, look, entry);
  draft.tag("driftwheel.look", `${look}: ${entry.data.decision}`);
}

function tellArm(
  draft: RunDraft,
  name: string,
  { trials, successes, invocations, errors, slow }: VariantMetrics,
  entry: Extract<Entry, { readonly kind: "rollout-looked" | "rollout-watched" }>,
): void {
  const { look } = entry.data;
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : null);
  draft.metric(`${name}.invocations`, invocations, look, entry);
  draft.metric(`${name}.error rate`, share(errors, invocations), look, entry);
  draft.metric(`${name}.slow rate`, share(slow, invocations), look, entry);
  draft.metric(`${name}.outcomes`, trials, look, entry);
  draft.metric(`${name}.success rate`, share(successes, trials), look, entry);
}

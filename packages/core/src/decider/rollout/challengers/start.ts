import type { ModelPolicy } from "../../../policy/policy.ts";
import type { Candidate, State } from "../../../vocabulary/state.ts";
import { championPackage, packageVersion } from "../../../vocabulary/state.ts";

/**
 * The approved candidates whose trial is next, the newest first: those above the champion, and no more than are tried at
 * once. None while others are waited for.
 */
export function nextChallengers(
  state: State,
  challengers: ModelPolicy["rollout"]["challengers"],
  now: Date,
): readonly Candidate[] {
  const champion = packageVersion(championPackage(state)) ?? 0;
  const waiting = Object.values(state.candidates)
    .filter(({ stage, version }) => stage === "approved" && version > champion)
    .sort((one, other) => other.version - one.version);
  if (!challengers) return waiting.slice(0, 1);
  if (waiting.length >= challengers.atMost) return waiting.slice(0, challengers.atMost);
  const approved = waiting.map(({ decided }) => (decided ? Date.parse(decided.at) : 0));
  return now.getTime() >= Math.min(...approved) + challengers.gatherFor ? waiting : [];
}

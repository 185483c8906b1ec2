import type { Rollout } from "../../../vocabulary/state.ts";
import { versionsInWords } from "../../../words/versions.ts";
import { differenceOf } from "../../promotion/past-trials.ts";
import type { Verdict } from "../verdict.ts";
import type { Drop } from "./drop.ts";

/** What a look found of one challenger beside the champion. */
export interface Judged {
  /** The trial of it with the look. */
  readonly comparison: Rollout;
  readonly verdict: Verdict;
}

/** What follows from a look at several challengers. */
export interface Together {
  /** Those that go while others stay, and why. */
  readonly drops: readonly Drop[];
  /** What becomes of those that stay, all in the same way. */
  readonly ending: "promote" | "roll-back" | "hold" | "shift" | "stay";
  readonly reason: string;
}

/**
 * What several verdicts come to together: harm takes one challenger away, and so does what makes it alone incomparable; the
 * best of those that may be promoted is, and the others give way; the ramp goes on when all that stay say so.
 *
 * @param isFree whether anything but harm may be acted on now
 */
export function together(judged: readonly Judged[], isFree: boolean): Together {
  const isHarm = ({ verdict }: Judged) =>
    isFree ? verdict.ending === "roll-back" : verdict.decision === "roll-back";
  const harmful = judged.filter(isHarm);
  if (harmful.length === judged.length) return { drops: [], ending: "roll-back", reason: reasons(judged) };
  const left = judged.filter((one) => !isHarm(one));
  const drops = harmful.map((one) => dropOf(one, "rolled-back", one.verdict.reason));
  if (!isFree) return { drops, ending: "stay", reason: "" };
  const winner = best(left);
  if (winner) {
    const { version } = winner.comparison.challenger;
    const reason = `Version ${version} is promoted${among(winner, left)}. ${winner.verdict.reason}`;
    const superseded = left
      .filter((one) => one !== winner)
      .map((one) => dropOf(one, "superseded", `version ${version} is promoted. ${one.verdict.reason}`));
    return { drops: [...drops, ...superseded], ending: "promote", reason };
  }
  const incomparable = left.filter(({ verdict }) => verdict.ending === "hold");
  if (incomparable.length === left.length) {
    // Who does harm must lose its traffic first: a held trial's endpoint is not touched.
    if (drops.length > 0) return { drops, ending: "stay", reason: "" };
    return { drops, ending: "hold", reason: reasons(left) };
  }
  const staying = left.filter(({ verdict }) => verdict.ending !== "hold");
  const all = [...drops, ...incomparable.map((one) => dropOf(one, "rolled-back", one.verdict.reason))];
  return staying.every(({ verdict }) => verdict.ending === "shift")
    ? { drops: all, ending: "shift", reason: reasons(staying) }
    : { drops: all, ending: "stay", reason: "" };
}

function dropOf({ comparison }: Judged, ended: Drop["ended"], reason: string): Drop {
  return { variant: comparison.challenger.variant, ended, reason };
}

/** The one with the largest difference to the champion of those that may be promoted; what was shown comes before a deadline. */
function best(judged: readonly Judged[]): Judged | undefined {
  const may = judged.filter(({ verdict }) => verdict.ending === "promote");
  const shown = may.filter(({ verdict }) => verdict.decision === "promote");
  return (shown.length > 0 ? shown : may).toSorted(
    (one, other) => differenceOf(other.comparison) - differenceOf(one.comparison),
  )[0];
}

function among(winner: Judged, judged: readonly Judged[]): string {
  const others = judged.filter((one) => one !== winner && one.verdict.ending === "promote");
  return others.length === 0
    ? ""
    : `, whose difference to the champion is estimated to be larger than that of ${versionsInWords(others.map(({ comparison }) => comparison.challenger))}`;
}

function reasons(judged: readonly Judged[]): string {
  return judged
    .map(({ comparison, verdict }) => `Version ${comparison.challenger.version}: ${verdict.reason}`)
    .join(" ");
}

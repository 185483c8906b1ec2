import type { BaselineOrigin, WindowProblem } from "../../vocabulary/monitored-window.ts";
import { championPackage, packageVersion, type State } from "../../vocabulary/state.ts";

/**
 * A policy's baseline is good for the champion that served when it was written, and for the first champion whenever it
 * was: compared with another's, a new champion drifts for certain.
 *
 * @returns what is wrong with it; null when it is the champion's own, or nobody says where it is from
 */
export function baselineOfAnother(
  state: State,
  baseline: BaselineOrigin | null | undefined,
): WindowProblem | null {
  if (baseline?.from !== "policy" || baseline.writtenAt === null) return null;
  const { since, except } = state.drift.serves;
  // S3 tells when an object was written to the second, rounded down.
  const written = second(baseline.writtenAt);
  const isBefore = since !== null && written < second(since);
  const isOfAnother = except !== null && written >= second(except.from) && written < second(except.until);
  if (!isBefore && !isOfAnother) return null;
  const version = packageVersion(championPackage(state));
  const champion = version === null ? "the champion" : `version ${version}`;
  return {
    reason: "no-baseline",
    words: `${baseline.uri} was written at ${baseline.writtenAt}, when ${champion} did not serve${
      isBefore ? ` (it does since ${since})` : ""
    }: it is another champion's baseline, and says nothing of this one.`,
  };
}

function second(moment: string): number {
  return Math.floor(Date.parse(moment) / 1000);
}

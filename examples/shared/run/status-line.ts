import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { Scoreboard } from "./scoreboard.ts";
import { percent } from "./summary.ts";

const recent = 5000;
const barWidth = 20;

/** What goes on just now: what is served, how fast, how well, and the challenger's share of the traffic. */
export function statusLine(
  now: number,
  serving: string,
  right: string,
  scoreboard: Pick<Scoreboard<never>, "began" | "between">,
  entries: readonly Entry[],
): string {
  const span = Math.min(recent, now - (scoreboard.began ?? now));
  const score = scoreboard.between(now - span, now);
  const rate = `${span > 0 ? Math.round((1000 * score.requests) / span) : 0} requests a second`;
  return `${serving}: ${rate}, ${percent(score)} ${right}${shareBar(entries)}`;
}

function shareBar(entries: readonly Entry[]): string {
  const last = entries.findLast(({ kind }) =>
    ["rollout-started", "weights-shifted", "rollout-promoted", "rollout-rolled-back"].includes(kind),
  );
  const share =
    last?.kind === "rollout-started"
      ? last.data.weight
      : last?.kind === "weights-shifted"
        ? last.data.to
        : null;
  if (share === null) return "";
  const filled = Math.round((share / 100) * barWidth);
  return `, challenger ${"█".repeat(filled)}${"░".repeat(barWidth - filled)} ${share}%`;
}

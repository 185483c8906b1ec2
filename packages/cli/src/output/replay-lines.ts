import { inDollars } from "@driftwheel/core/costs/money.ts";
import type { Figures } from "@driftwheel/core/replay/figures.ts";
import type { Parting } from "@driftwheel/core/replay/parting.ts";
import type { Replay } from "@driftwheel/core/replay/replay.ts";
import { inWords, unitMilliseconds } from "@driftwheel/core/words/duration.ts";
import { shortTime } from "../context/clock.ts";
import type { Context } from "../context/context.ts";
import type { ReplayedModel } from "../replay/replay-model.ts";
import { table } from "./table.ts";
import { wrap } from "./wrap.ts";

export interface FleetReplayed {
  readonly models: number;
  /** Those that would have been decided on otherwise. */
  readonly otherwise: readonly string[];
  readonly was: Figures;
  readonly would: Figures;
}

/** As many as a person reads; the JSON has all. */
const mostShown = 12;
const widest = 110;

export function replayLines(replay: ReplayedModel, context: Context): readonly string[] {
  const { model, from, to, decided, entries, identical, partings, assumptions, unknown } = replay;
  if (from === null || to === null) return [`${model}: the ledger has no decision in that time.`];
  const { windows, looks, gates, requests } = decided;
  const anew = [
    counted(windows, "window"),
    counted(looks, "look"),
    counted(gates, "gate"),
    ...(requests > 0 ? [counted(requests, "request")] : []),
  ].join(", ");
  const asTold = Object.entries(replay.asTold).map(([kind, count]) => `${count} ${kind}`);
  return [
    context.colors.bold(
      `${model}, ${shortTime(from)} to ${shortTime(to)} UTC: ${anew} decided again, ${partings.length === 0 ? "none otherwise" : `${partings.length} otherwise`}.`,
    ),
    ...(identical === entries && unknown.length === 0
      ? [`All ${entries} entries would be the same, to the last character.`]
      : []),
    ...(partings.length > 0 ? ["", ...partingLines(partings, context)] : []),
    ...goneLines(replay.gone),
    ...block(
      "Assumed",
      assumptions.map(({ sequence, words }) => `entry ${sequence}: ${words}`),
      context,
    ),
    ...block(
      "Cannot be known",
      unknown.map(
        ({ from: since, until, why }) =>
          `entry ${since.sequence} (${shortTime(since.at)}) ${until ? `to ${until.sequence} (${shortTime(until.at)})` : "to the end"}: ${why}${until ? " It goes on from the ledger's own state." : ""}`,
      ),
      context,
    ),
    ...block(
      "Not weighed",
      [
        ...(replay.notWeighed.length > 0
          ? [
              `These fields differ, and a ledger says nothing of what they would change: ${replay.notWeighed.join(", ")}.`,
            ]
          : []),
        ...(asTold.length > 0
          ? [`Taken over, because they rest on what AWS or a person answered then: ${asTold.join(", ")}.`]
          : []),
      ],
      context,
    ),
    "",
    ...figureLines(replay, context),
    ...(unknown.length > 0 ? [`In the ${inWords(replay.known)} of which something can be said.`] : []),
    "",
  ];
}

/** What all models of a fleet come to. */
export function fleetLines(
  { models, otherwise, ...figures }: FleetReplayed,
  context: Context,
): readonly string[] {
  const which =
    otherwise.length === 0 ? "none otherwise" : `${otherwise.length} otherwise: ${otherwise.join(", ")}`;
  return [
    context.colors.bold(`The fleet, ${counted(models, "model")}: ${which}.`),
    ...figureLines(figures, context),
  ];
}

function partingLines(partings: readonly Parting[], context: Context): readonly string[] {
  const width = Math.min(context.columns ?? widest, widest) - 19;
  const lines = partings.slice(0, mostShown).flatMap(({ sequence, at, was, would, because, assumed }) => {
    const parts = [
      ["the ledger", was.join(", ") || "nothing"],
      ["this policy", would.join(", ") || "nothing"],
      ["because", because],
    ] as const;
    return [
      `  #${sequence}  ${shortTime(at)}${assumed ? context.colors.dim("  rests on what is assumed") : ""}`,
      ...parts.flatMap(([name, text]) =>
        wrap(text, width).map((line, place) => `      ${(place === 0 ? name : "").padEnd(11)}  ${line}`),
      ),
    ];
  });
  const more = partings.length - mostShown;
  return more > 0 ? [...lines, `  and ${more} more; --json has them all`] : lines;
}

function goneLines(gone: Replay["gone"]): readonly string[] {
  const kinds = Object.entries(gone).map(([kind, count]) => `${count} ${kind}`);
  return kinds.length === 0 ? [] : [`Would not be in the ledger then: ${kinds.join(", ")}.`];
}

function block(heading: string, items: readonly string[], { columns, colors }: Context): readonly string[] {
  if (items.length === 0) return [];
  const width = Math.min(columns ?? widest, widest) - 4;
  const more = items.length - mostShown;
  return [
    "",
    colors.bold(heading),
    ...items
      .slice(0, mostShown)
      .flatMap((item) => wrap(item, width).map((line, place) => `  ${place === 0 ? "" : "  "}${line}`)),
    ...(more > 0 ? [`  and ${more} more; --json has them all`] : []),
  ];
}

function figureLines(
  { was, would }: { readonly was: Figures; readonly would: Figures },
  context: Context,
): readonly string[] {
  const rows: readonly (readonly [string, (of: Figures) => string])[] = [
    ["drift confirmed", ({ confirmed }) => String(confirmed)],
    ["time under drift", ({ underDrift }) => inUnit(underDrift, Math.max(was.underDrift, would.underDrift))],
    ["retrainings", ({ retrainings }) => String(retrainings)],
    ["what they cost", costInWords],
    ["retrainings skipped", ({ skipped }) => String(skipped)],
    ["trials", ({ rollouts }) => String(rollouts)],
    ["promotions", ({ promotions }) => String(promotions)],
    ["alerts: page", ({ alerts }) => String(alerts.page)],
    ["alerts: notify", ({ alerts }) => String(alerts.notify)],
    ["alerts: info", ({ alerts }) => String(alerts.info)],
  ];
  return table(
    rows,
    [
      { heading: "", text: ([name]) => name },
      { heading: "the ledger", text: ([, of]) => of(was), right: true },
      { heading: "this policy", text: ([, of]) => of(would) },
    ],
    context,
  );
}

/** Both sides in one unit, the one that the longer of them is told in. */
function inUnit(milliseconds: number, longest: number): string {
  const units = ["day", "hour", "minute"] as const;
  const unit = units.find((name) => longest >= 2 * unitMilliseconds[name]) ?? "second";
  return `${Math.round((10 * milliseconds) / unitMilliseconds[unit]) / 10} ${unit}s`;
}

function costInWords({ retrainingMicros, withoutCost, retrainings }: Figures): string {
  if (retrainings > 0 && withoutCost === retrainings) return "not known";
  return `${withoutCost > 0 ? "at least " : ""}${inDollars(retrainingMicros)}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

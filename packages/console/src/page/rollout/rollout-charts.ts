import type { RolloutPoint, RolloutProgress } from "../api/api-types.ts";
import type { ChartData, Series } from "../chart/chart-data.ts";
import { type Question, questionsOf } from "./questions.ts";

type Values = (point: RolloutPoint) => number | null;

/** The pictures of a rollout, over the time of its looks. */
export function chartsOf(progress: RolloutProgress): readonly ChartData[] {
  const { points } = progress;
  const last = points.at(-1);
  if (!last) return [];
  const judged = questionsOf(progress, last).filter(({ interval }) => interval !== null);
  return [
    ...judged.map((question) => differenceChart(progress, question)),
    evidenceChart(progress),
    trafficChart(progress),
  ];
}

function over(points: readonly RolloutPoint[]): Pick<ChartData, "x" | "xIs"> {
  return { x: points.map(({ end }) => Date.parse(end)), xIs: "time" };
}

function differenceChart({ points }: RolloutProgress, question: Question): ChartData {
  const { id, title, differenceUnit, matters, betterIs } = question;
  const of = (part: "difference" | "low" | "high"): readonly (number | null)[] =>
    points.map(({ differences }) => differences[id]?.[part] ?? null);
  const known = of("difference");
  // The interval of the first looks says nothing, and would leave no room for the others.
  const settled = points
    .slice(Math.floor(points.length / 4))
    .flatMap(({ differences }) => differences[id] ?? []);
  const widest = Math.max(
    Math.abs(matters) * 2,
    ...settled.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]),
  );
  const within = (values: readonly (number | null)[]) =>
    values.map((value) => (value === null ? null : Math.max(-widest, Math.min(widest, value))));
  return {
    title: `${title}: challenger less champion`,
    words: `${betterIs === "higher" ? "Above" : "Below"} 0 the challenger is better; the band is where the true difference is, 95 % sure at every look at once.`,
    ...over(points),
    unit: differenceUnit,
    includes: [0, matters],
    series: [
      flat("no difference", 0, "text-quiet", points.length),
      flat(
        betterIs === "higher" ? "what matters" : "harm that matters",
        matters,
        betterIs === "higher" ? "good" : "bad",
        points.length,
      ),
      {
        label: "difference",
        values: within(known),
        colour: "series-1",
        band: { label: "95 %", low: within(of("low")), high: within(of("high")) },
      },
    ],
  };
}

function flat(label: string, value: number, colour: Series["colour"], length: number): Series {
  return { label, colour, line: true, values: Array.from({ length }, () => value) };
}

function evidenceChart({ points, promoteWhen }: RolloutProgress): ChartData {
  const last = points.at(-1);
  const line = (label: string, colour: Series["colour"], values: Values): Series => ({
    label,
    colour,
    line: true,
    values: points.map(values),
  });
  const series = (label: string, colour: Series["colour"], values: Values): Series => ({
    label,
    colour,
    values: points.map(values),
  });
  const judges = last?.judges ?? [];
  return {
    title: "Evidence",
    words:
      "A line that reaches its dashed one decides: the green one promotes, each of the others rolls back.",
    ...over(points),
    unit: "log",
    includes: [0, last?.line.better ?? 0, last?.line.harm ?? 0],
    floor: -(last?.line.harm ?? 4),
    series: [
      line("promotes at", "good", ({ line: { better } }) => better),
      line("rolls back at", "bad", ({ line: { harm } }) => harm),
      ...(judges.includes("outcomes")
        ? [
            series(promoteWhen, "series-3", ({ evidence }) =>
              promoteWhen === "better" ? evidence.better : evidence.notWorse,
            ),
            series("worse", "bad", ({ evidence }) => evidence.worse),
          ]
        : []),
      ...(judges.includes("errors") ? [series("errors", "series-2", ({ evidence }) => evidence.errors)] : []),
      ...(judges.includes("latency") ? [series("slow", "series-1", ({ evidence }) => evidence.slow)] : []),
    ],
  };
}

function trafficChart({ points }: RolloutProgress): ChartData {
  const served = servedOf(points);
  return {
    title: "Traffic to the challenger",
    words: "What was asked for step by step, and what was served between two looks.",
    ...over(points),
    unit: "percent",
    includes: [0, 100],
    series: [
      { label: "asked for", colour: "series-1", steps: true, values: points.map(({ weight }) => weight) },
      { label: "served", colour: "series-2", values: served },
    ],
  };
}

function servedOf(points: readonly RolloutPoint[]): readonly (number | null)[] {
  return points.map(({ champion, challenger }, index) => {
    const before = points[index - 1];
    const own = challenger.requests - (before?.challenger.requests ?? 0);
    const all = own + champion.requests - (before?.champion.requests ?? 0);
    return all > 0 ? (100 * own) / all : null;
  });
}

/** The evidence of two rollouts for a promotion, each as a share of what proves it, over the time since each began. */
export function comparisonChart(one: RolloutProgress, other: RolloutProgress): ChartData {
  const both = [one, other];
  const places = both.map(({ rollout, points }) =>
    points.map(({ end }) => Date.parse(end) - Date.parse(rollout.startedAt)),
  );
  const x = [...new Set(places.flat())].sort((first, second) => first - second);
  const names: readonly Series["colour"][] = ["series-1", "series-2"];
  return {
    title: "Proof of both, since each began",
    words: "Which challenger was shown to be good enough sooner: 100 % is proof.",
    x,
    xIs: "duration",
    unit: "share",
    includes: [0, 1],
    floor: 0,
    series: [
      flat("proof", 1, "good", x.length),
      ...both.map(
        ({ rollout, points, promoteWhen }, index): Series => ({
          label: rollout.rollout,
          colour: names[index] ?? "series-3",
          values: atPlaces(
            x,
            places[index] ?? [],
            points.map(
              ({ evidence, line }) =>
                Math.max(0, promoteWhen === "better" ? evidence.better : evidence.notWorse) / line.better,
            ),
          ),
        }),
      ),
    ],
  };
}

/** The values as they were at each place, from the first to the last of them. */
function atPlaces(
  x: readonly number[],
  places: readonly number[],
  values: readonly number[],
): readonly (number | null)[] {
  let next = 0;
  return x.map((at) => {
    while (next < places.length && (places[next] ?? 0) <= at) next += 1;
    return next === 0 || at > (places.at(-1) ?? 0) ? null : (values[next - 1] ?? null);
  });
}

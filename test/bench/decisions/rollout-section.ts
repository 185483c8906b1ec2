import { methods } from "./methods/all.ts";
import { scenarios } from "./scenarios/all.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import type { MeasuredCell } from "./simulate.ts";
import { percent, table } from "./table.ts";
import { figure, targetsOf, yearOf } from "./targets.ts";
import { trafficSection } from "./traffic-section.ts";

const independent = scenarios.filter(({ subject }) => subject === "independent requests");

/** The half of the page that is about rollouts, as Markdown. */
export function rolloutSection(cells: readonly MeasuredCell[]): string {
  return [
    "## Rollouts",
    intro(cells),
    "### Targets",
    targets(cells),
    "### No difference between the arms",
    `Each decision of a method that claims a difference is a false one. ${harmOnly()} look for harm only, and mean to
promote an equal challenger: of them only the rollbacks are false here, and what tells is how many harmful challengers they
promote, below. In % of trials: promoted / rolled back.`,
    nullTable(cells),
    year(cells),
    "![False decisions without a difference](decisions/false-decisions.svg)",
    "### Worse and better challengers",
    differences(),
    ...independent.map((scenario) => scenarioTable(cells, scenario)),
    "![Harmful challengers promoted](decisions/harmful-promoted.svg)",
    "![Time to decide over the bound](decisions/time-over-bound.svg)",
    trafficSection(cells),
    "### The methods",
    methods.map(({ name, about, source }) => `- **${name}**: ${about}. ${source}`).join("\n"),
    limits,
  ].join("\n\n");
}

function intro(cells: readonly MeasuredCell[]): string {
  const own = cells.filter(({ method }) => method === "driftwheel");
  const sizes = (of: readonly MeasuredCell[]) => of.map(({ replicates }) => replicates);
  const [equal, different] = [
    own.filter(({ challenger }) => challenger === "equal"),
    own.filter(({ challenger }) => challenger !== "equal"),
  ];
  const count = (value: number) => value.toLocaleString("en");
  return [
    `Seeded simulation: requests arrive as a Poisson process, in these scenarios independent of each other; a look is taken
each minute, a trial ends after 240 minutes; Driftwheel had ${count(Math.min(...sizes(equal)))} trials or more in each cell without a difference and ${count(Math.min(...sizes(different)))} with one,
other methods ${count(Math.min(...sizes(cells)))}. All methods meet the same random numbers. Half of the traffic goes to the challenger unless the method ramps by itself. The champion's day
before the trial, drawn too, is what Driftwheel's referee is seeded with. Driftwheel's own rule is the code that decides in
production; "before" is that of version 0.1.`,
    independent.map(({ name, about }) => `- **${name}**: ${about}`).join("\n"),
  ].join("\n\n");
}

/** One trial in forty may promote an equal challenger; a year has many. */
function year(cells: readonly MeasuredCell[]): string {
  const own = cells.find(
    ({ scenario, method, challenger }) =>
      scenario === "S4" && method === "driftwheel" && challenger === "equal",
  );
  return own
    ? `What a trial promises is no promise for a year: of years with a trial of an equal challenger each week, ${percent(yearOf(own))}
would see at least one false promotion at the ${percent(own.promoted)} of S4.`
    : "";
}

function harmOnly(): string {
  const names = methods.filter(({ looksFor }) => looksFor === "harm").map(({ name }) => name);
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function targets(cells: readonly MeasuredCell[]): string {
  return table(
    ["target", "limit", "worst figure", "where", ""],
    targetsOf(cells).map((one) => [
      one.name,
      figure(one.limit, one.unit),
      figure(one.worst, one.unit),
      one.where,
      one.met ? "met" : "**missed**",
    ]),
  );
}

function nullTable(cells: readonly MeasuredCell[]): string {
  return table(
    ["scenario", ...methods.map(({ name }) => name)],
    independent.map(({ name }) => [
      name,
      ...methods.map((method) => {
        const cell = cells.find(
          (one) => one.scenario === name && one.method === method.name && one.challenger === "equal",
        );
        return cell ? `${percent(cell.promoted)} / ${percent(cell.rolledBack)}` : "";
      }),
    ]),
  );
}

function differences(): string {
  return `"Over the bound" is the mean time to a decision, 240 minutes where there was none, divided by the least mean time of
any test that is wrong in 2.5% of trials: ln(1/0.025)/I pairs of outcomes (Wald; see sprt-bound.ts), counted from when
the outcomes are known and with the scenario's weights. A ratio says something only beside its error rates: a method
that decides early because it often decides wrongly is below 1, and so is one that has no time to end where the bound is beyond
240 minutes. "Lost" is what the trial cost in good outcomes within 240 minutes, against sending everything to the
better arm.`;
}

function scenarioTable(cells: readonly MeasuredCell[], { name }: Scenario): string {
  const rows = cells.filter((cell) => cell.scenario === name && cell.challenger !== "equal");
  const effects = [...new Set(rows.map(({ effect }) => effect))];
  return effects
    .map((effect) => {
      const those = rows.filter((cell) => cell.effect === effect);
      const first = those[0];
      const bound = first?.boundMinutes ?? 0;
      const signed = `${effect > 0 ? "+" : "−"}${(Math.abs(effect) * 100).toFixed(2)} points`;
      return [
        `**${name}, challenger ${first?.challenger} by ${signed.slice(1)}** (${signed}; bound ${bound.toFixed(1)} minutes)`,
        table(
          ["method", "promoted", "rolled back", "timed out", "over the bound", "lost"],
          those.map((cell) => [
            cell.method,
            percent(cell.promoted),
            percent(cell.rolledBack),
            percent(cell.timedOut),
            (cell.ratioToBound ?? 0).toFixed(2),
            cell.regret.toFixed(0),
          ]),
        ),
      ].join("\n\n");
    })
    .join("\n\n");
}

const limits = `Where a metric is no share of requests without error, the fixed limits of Flagger and Argo Rollouts are set to the
champion's rate less the smallest difference that matters, as a user would who knows both.`;

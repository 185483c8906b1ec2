import { methods } from "./methods/all.ts";
import { scenarios } from "./scenarios/all.ts";
import { type Scenario, subjects } from "./scenarios/scenario.ts";
import type { MeasuredCell } from "./simulate.ts";
import { percent, table } from "./table.ts";

type Subject = Exclude<Scenario["subject"], "independent requests">;

const about: Record<Subject, string> = {
  units: `Requests that go together say less than their number: the bound is for as many independent ones as they are worth, their
number over 1 + (m - 1) rho.`,
  "late labels": `The champion's backlog of labels from before the trial arrives during it, the challenger has none. The bound counts
outcomes from when good and bad ones are known.`,
  "warm-up, bursts and cycles": `Guards of errors and slow answers, and challengers that are not the same at all times.`,
  "slow traffic": "Few outcomes, and champions of which nothing is known, or something wrong.",
  margins: `Promoted when "not worse": a challenger that is worse by the margin may be promoted in 2.5% of trials.`,
};

/** Traffic as it is: what the promise is worth where requests are not independent, as Markdown. */
export function trafficSection(cells: readonly MeasuredCell[]): string {
  return [
    "### Traffic that is not so simple",
    `The documented policy unless it says otherwise: 5, 25, 50% of the traffic by the policy's own decisions, a look every five
minutes; methods that do not ramp get a step with each look. In % of trials: promoted / rolled back, then the time over the
bound where there is one, else the mean minutes.`,
    ...subjects
      .filter((subject) => subject !== "independent requests")
      .flatMap((subject) => [
        `#### ${subject[0]?.toUpperCase()}${subject.slice(1)}`,
        about[subject],
        ...tablesOf(cells, subject),
      ]),
  ].join("\n\n");
}

function tablesOf(cells: readonly MeasuredCell[], subject: Subject): readonly string[] {
  const own = scenarios.filter((scenario) => scenario.subject === subject);
  const asked = methods.filter(({ name }) =>
    own.some((scenario) => cells.some((cell) => cell.scenario === scenario.name && cell.method === name)),
  );
  const rows = own.flatMap(({ name, challengers }) =>
    challengers.map(({ effect, kind }) => [
      name,
      kind === "equal"
        ? "equal"
        : `${effect > 0 ? "+" : "\u2212"}${(100 * Math.abs(effect)).toFixed(1)} points`,
      ...asked.map((method) => {
        const cell = cells.find(
          (one) => one.scenario === name && one.method === method.name && one.effect === effect,
        );
        return cell ? inShort(cell) : "";
      }),
    ]),
  );
  return [
    table(["scenario", "challenger", ...asked.map(({ name }) => name)], rows),
    own.map((scenario) => `- **${scenario.name}**: ${scenario.about}`).join("\n"),
  ];
}

function inShort({ promoted, rolledBack, ratioToBound, meanMinutes }: MeasuredCell): string {
  const time = ratioToBound === null ? `${meanMinutes.toFixed(0)} min` : ratioToBound.toFixed(2);
  return `${percent(promoted)} / ${percent(rolledBack)}, ${time}`;
}

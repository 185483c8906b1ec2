import type { Context } from "../context/context.ts";
import { table } from "../output/table.ts";
import type { Finding } from "./finding.ts";

/** Findings for people: a line each, what to do at its end. */
export function findingsTable(findings: readonly Finding[], context: Context): readonly string[] {
  const { colors } = context;
  const colour = { ok: colors.green, warning: colors.yellow, error: colors.red, "not-checked": colors.dim };
  return table(
    findings,
    [
      { heading: "MODEL", text: ({ model }) => model ?? "" },
      { heading: "WHAT", text: ({ subject }) => subject },
      {
        heading: "RESULT",
        text: ({ result }) => result.replace("-", " "),
        colour: (cell, { result }) => colour[result](cell),
      },
      { heading: "FOUND", text: sentence },
    ],
    context,
  );
}

function sentence({ result, path, value, problem, remedy }: Finding): string {
  if (result === "ok") return value === null ? problem : `${value}: ${problem}`;
  const where = path === null ? "" : `${path}${value === null ? "" : ` is ${value}`}: `;
  return `${where}${problem}${remedy === null ? "" : `; ${remedy}`}`;
}

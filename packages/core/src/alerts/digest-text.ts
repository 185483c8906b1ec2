import { wrap } from "../words/wrap.ts";
import type { AlertText } from "./alert-text.ts";
import type { Digest } from "./digest-state.ts";

const mostModels = 10;

/** One message for everything that was kept back: how many of what, of which models, and how to see the rest. */
export function digestText({ since, count, kinds, models, first }: Digest): AlertText {
  const names = Object.keys(models).length;
  const rest = count - first.length;
  const lines = [
    "What happened",
    ...wrap(
      `Since ${since} ${alerts(count)} of ${modelsIn(names)} did not come one by one, because there were too many at once or these were quiet hours. Nothing that pages is among them.`,
      "  ",
    ),
    "",
    "How many of what",
    ...table(kinds),
    "",
    "Of which models",
    ...table(models, mostModels),
    "",
    rest > 0 ? `The first ${first.length}` : "All of them",
    ...first.flatMap((subject) => wrap(subject, "  ")),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    "",
    "What to do",
    ...wrap("See all of a model's: driftwheel ledger <model>", "  "),
    ...wrap("See how every model is: driftwheel models", "  "),
  ];
  return { subject: `${alerts(count)} of ${modelsIn(names)} in one message`, body: lines.join("\n") };
}

function table(counts: Readonly<Record<string, number>>, most = Number.POSITIVE_INFINITY): readonly string[] {
  const sorted = Object.entries(counts).toSorted(
    ([name, count], [other, otherCount]) => otherCount - count || (name < other ? -1 : 1),
  );
  const shown = sorted.slice(0, most);
  const hidden = sorted.slice(shown.length);
  const sum = hidden.reduce((total, [, count]) => total + count, 0);
  return [
    ...shown.map(([name, count]) => `  ${String(count).padStart(6)}  ${name}`),
    ...(hidden.length > 0 ? [`  ${String(sum).padStart(6)}  ${hidden.length} other models`] : []),
  ];
}

function alerts(count: number): string {
  return `${count} alert${count === 1 ? "" : "s"}`;
}

function modelsIn(count: number): string {
  return `${count} model${count === 1 ? "" : "s"}`;
}

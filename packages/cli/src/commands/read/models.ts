import { valueInWords } from "@driftwheel/core/words/value.ts";
import { Command } from "commander";
import { type Monitoring, models } from "../../api/answers.ts";
import { shortTime } from "../../context/clock.ts";
import type { Context } from "../../context/context.ts";
import { type LedgerOptions, openReader } from "../../ledger/ledger-source.ts";
import { withLedger } from "../../options/ledger-options.ts";
import { isForProgram, type OutputOptions, withOutput } from "../../options/output-option.ts";
import { statusColour } from "../../output/status-colour.ts";
import { table } from "../../output/table.ts";

export function modelsCommand(context: Context): Command {
  const command = new Command("models").description("List the fleet's models and what each is at.");
  return withLedger(withOutput(command, "each model as one line of JSON"), context).action(
    async (options: LedgerOptions & OutputOptions) => {
      const answer = await (await openReader(options, context)).get("/models", models);
      if (isForProgram(options, context)) {
        for (const model of answer.models) context.out(JSON.stringify(model));
        return;
      }
      const rows = table(
        answer.models,
        [
          { heading: "model", text: ({ model }) => model },
          { heading: "endpoint", text: ({ endpoint }) => endpoint },
          { heading: "champion", text: ({ championVersion }) => version(championVersion) },
          { heading: "last judged", text: ({ monitoring }) => lastJudged(monitoring) },
          { heading: "approvals", text: ({ openApprovals }) => String(openApprovals), right: true },
          { heading: "alerts", text: ({ openAlerts }) => String(openAlerts), right: true },
          { heading: "entries", text: ({ sequence }) => String(sequence), right: true },
          {
            heading: "status",
            text: ({ status }) => valueInWords(status),
            colour: (cell, { status }) => statusColour(status, cell, context.colors),
          },
        ],
        context,
      );
      for (const row of rows) context.out(row);
    },
  );
}

function version(number: number | null): string {
  return number === null ? "-" : `version ${number}`;
}

/** The newest window of any schedule that was judged, and on how many rows. */
function lastJudged(monitoring: Monitoring): string {
  const judged = monitoring.flatMap(({ lastJudged: last }) => (last === null ? [] : [last]));
  const [newest] = judged.sort((one, other) => (one.end < other.end ? 1 : -1));
  if (!newest) return "-";
  return `${shortTime(newest.end)}${newest.rows === null ? "" : `, ${newest.rows} rows`}`;
}

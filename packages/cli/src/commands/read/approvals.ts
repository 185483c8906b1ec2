import { Command } from "commander";
import { approvals } from "../../api/answers.ts";
import { shortTime } from "../../context/clock.ts";
import type { Context } from "../../context/context.ts";
import { type LedgerOptions, openReader } from "../../ledger/ledger-source.ts";
import { withLedger } from "../../options/ledger-options.ts";
import { isForProgram, type OutputOptions, withOutput } from "../../options/output-option.ts";
import { table } from "../../output/table.ts";

export function approvalsCommand(context: Context): Command {
  const command = new Command("approvals").description(
    "List the candidates that wait for a person's approval.",
  );
  return withLedger(withOutput(command, "each as one line of JSON"), context).action(
    async (options: LedgerOptions & OutputOptions) => {
      const answer = await (await openReader(options, context)).get("/approvals", approvals);
      if (isForProgram(options, context)) {
        for (const approval of answer.approvals) context.out(JSON.stringify(approval));
        return;
      }
      if (answer.approvals.length === 0) {
        context.out("Nothing waits for approval.");
        return;
      }
      const rows = table(
        answer.approvals,
        [
          { heading: "model", text: ({ model }) => model },
          { heading: "version", text: ({ version }) => String(version), right: true },
          { heading: "asked (UTC)", text: ({ requestedAt }) => shortTime(requestedAt) },
          { heading: "until (UTC)", text: ({ deadline }) => (deadline === null ? "-" : shortTime(deadline)) },
          {
            heading: "to see what it stands on",
            text: ({ model, sequence }) => `driftwheel explain ${model} ${sequence}`,
          },
        ],
        context,
      );
      for (const row of rows) context.out(row);
    },
  );
}

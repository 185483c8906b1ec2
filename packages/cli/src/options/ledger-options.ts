import type { Command } from "commander";
import { withApi } from "../api/address.ts";
import type { Context } from "../context/context.ts";
import { ledgerOrder } from "../ledger/ledger-source.ts";
import { endpointOption, tableOption } from "./aws-options.ts";

/** Where to look: the same for every command that only looks, so that two of them never tell of two ledgers. */
export function withLedger(command: Command, context: Context): Command {
  return withApi(command, "see below")
    .addOption(endpointOption(context))
    .addOption(tableOption(context))
    .addHelpText("after", ledgerOrder);
}

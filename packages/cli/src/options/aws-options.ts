import { InvalidArgumentError, Option } from "commander";
import type { Context } from "../context/context.ts";

/** `--endpoint-url`: the same for every command that asks AWS. */
export function endpointOption({ environment }: Context): Option {
  const option = new Option(
    "--endpoint-url <url>",
    "ask this endpoint instead of AWS (default: AWS_ENDPOINT_URL)",
  );
  option.argParser(address);
  // Without a value there must be no default: the option's absence means AWS itself.
  return environment.AWS_ENDPOINT_URL
    ? option.default(environment.AWS_ENDPOINT_URL, "AWS_ENDPOINT_URL")
    : option;
}

function address(typed: string): string {
  if (/^https?:/.test(typed) && URL.canParse(typed)) return typed;
  throw new InvalidArgumentError("It is a URL, such as http://127.0.0.1:4566.");
}

export function tableOption({ environment }: Context): Option {
  return new Option("--table <name>", "DynamoDB table of the ledger").default(
    environment.DRIFTWHEEL_LEDGER_TABLE ?? "driftwheel-ledger",
    'DRIFTWHEEL_LEDGER_TABLE, or "driftwheel-ledger"',
  );
}

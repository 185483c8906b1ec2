import { Option } from "commander";
import type { Context } from "./context.ts";

/** `--endpoint-url`: the same for every command that asks AWS. */
export function endpointOption({ environment }: Context): Option {
  const option = new Option(
    "--endpoint-url <url>",
    "ask this endpoint instead of AWS (default: AWS_ENDPOINT_URL)",
  );
  // Without a value there must be no default: the option's absence means AWS itself.
  return environment.AWS_ENDPOINT_URL
    ? option.default(environment.AWS_ENDPOINT_URL, "AWS_ENDPOINT_URL")
    : option;
}

export function tableOption({ environment }: Context): Option {
  return new Option("--table <name>", "DynamoDB table of the ledger").default(
    environment.DRIFTWHEEL_TABLE ?? "driftwheel",
    'DRIFTWHEEL_TABLE, or "driftwheel"',
  );
}

export function busOption({ environment }: Context): Option {
  return new Option("--bus <name>", "event bus that Driftwheel listens on").default(
    environment.DRIFTWHEEL_BUS ?? "default",
    'DRIFTWHEEL_BUS, or "default"',
  );
}

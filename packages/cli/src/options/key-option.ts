import { InvalidArgumentError, Option } from "commander";

/** `--key`: the Idempotency-Key of a command, for whoever may have to give it again. */
export function keyOption(): Option {
  return new Option(
    "--key <text>",
    "what makes this the same command when it is given again (default: a new one)",
  ).argParser((text: string) => {
    // As the API has it.
    if (/^[\x21-\x7e](?:[\x20-\x7e]{0,126}[\x21-\x7e])?$/.test(text)) return text;
    throw new InvalidArgumentError("It takes 1 to 128 printable characters.");
  });
}

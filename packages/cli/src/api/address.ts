import { type Command, Option } from "commander";
import type { Context } from "../context/context.ts";
import { exitCode, PersonError } from "../context/errors.ts";
import { isHere } from "./aws-client.ts";

export interface ApiOptions {
  readonly api?: string;
  readonly token?: string;
}

/** Where `npm run local` listens. */
export const localApi = "http://127.0.0.1:4567";

const variables = { url: "DRIFTWHEEL_API_URL", token: "DRIFTWHEEL_API_TOKEN" } as const;

/** `--api` and `--token`: the same for every command that asks the HTTP API. */
export function withApi(command: Command, otherwise = localApi): Command {
  return command
    .addOption(
      new Option("--api <url>", `Driftwheel's HTTP API (default: ${variables.url}, or ${otherwise})`),
    )
    .addOption(
      new Option("--token <jwt>", `bearer token, instead of AWS credentials (default: ${variables.token})`),
    );
}

/** The URL that was named by option or environment, or null. */
export function namedApi({ api }: ApiOptions, { environment }: Context): string | null {
  return api || environment[variables.url] || null;
}

export function tokenOf({ token }: ApiOptions, { environment }: Context): string | null {
  return token || environment[variables.token] || null;
}

/**
 * The API's address without a slash at its end.
 *
 * @throws PersonError for what is no address, and for plain HTTP to another machine: what is sent would be read.
 */
export function apiAddress(options: ApiOptions, context: Context): string {
  const url = namedApi(options, context) ?? localApi;
  const wrong = (what: string) =>
    new PersonError(`The API's address "${url}" ${what}, such as ${localApi}.`, exitCode.usage);
  if (!URL.canParse(url)) throw wrong("is no URL; give one");
  const { protocol, origin, pathname } = new URL(url);
  if (protocol !== "https:" && !(protocol === "http:" && isHere(url)))
    throw wrong("must begin with https://, or name this machine");
  return origin + pathname.replace(/\/+$/, "");
}

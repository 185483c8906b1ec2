import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { concernedModel } from "@driftwheel/core/decider/concerned-model.ts";
import { parse } from "@driftwheel/core/events/parse.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { parseJson } from "@driftwheel/core/schema/python-json.ts";
import { Command } from "commander";
import type { Context } from "../context/context.ts";
import { messageOf } from "../context/errors.ts";
import { defaultFleet, loadFleet } from "../context/fleet.ts";

interface Line {
  readonly file: string;
  readonly result: "signal" | "ignored" | "malformed";
  readonly kind: string | null;
  readonly model: string | null;
  readonly identity: string | null;
  readonly reason: string | null;
}

export function parseCommand(context: Context): Command {
  return new Command("parse")
    .description("Tell what Driftwheel makes of events: one line of JSON for each file.")
    .argument("<file...>", "files with one EventBridge event each")
    .option("--fleet <path>", `module with the fleet (default: ${defaultFleet}, if there is one)`)
    .action(async (files: readonly string[], options: { readonly fleet?: string }) => {
      const fleet = await loadFleet(options.fleet, context);
      if (!fleet)
        context.hint(`No ${defaultFleet} here, so "model" is null in every line; name one with --fleet.`);
      for (const file of files) context.out(JSON.stringify(await judge(file, fleet, context)));
    });
}

async function judge(file: string, fleet: Fleet | null, context: Context): Promise<Line> {
  const malformed = (what: string): Line => {
    const reason = `the file: ${what}; expected one event`;
    return { file, result: "malformed", kind: null, model: null, identity: null, reason };
  };
  let text: string;
  try {
    text = await readFile(locate(file, context), "utf8");
  } catch (error) {
    return malformed(`cannot be read (${messageOf(error)})`);
  }
  const event = parseJson(text);
  if (!event.ok) return malformed(`is no JSON (${event.reason})`);
  const parsed = parse(event.value);
  if (parsed.result !== "signal") {
    return {
      file,
      result: parsed.result,
      kind: parsed.kind,
      model: null,
      identity: null,
      reason: parsed.reason,
    };
  }
  const { signal } = parsed;
  const model = fleet && concernedModel(signal, fleet);
  return { file, result: "signal", kind: signal.kind, model, identity: signal.identity, reason: null };
}

/** npm runs scripts in the project's root; INIT_CWD is where the person typed the path. */
function locate(file: string, context: Context): string {
  const here = resolve(context.directory, file);
  const typed = context.environment.INIT_CWD;
  return typed && !existsSync(here) ? resolve(typed, file) : here;
}

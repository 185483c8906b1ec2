import { isAbsolute, resolve } from "node:path";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import manifest from "../package.json" with { type: "json" };
import { exampleProgram } from "./console/example-program.ts";
import { openPage } from "./console/open-page.ts";
import { folderImage } from "./images/folder-image.ts";
import { exampleImages } from "./images/image-registry.ts";
import { findPython } from "./images/python.ts";
import { monitorInterval } from "./lambda/monitor-interval.ts";
import { loadProjectFleet } from "./lambda/project-functions.ts";
import { startLocal } from "./server.ts";
import { removeAbandoned } from "./temporary-folders.ts";
import type { LocalImage } from "./world.ts";

interface Options {
  readonly port: number;
  readonly apiPort?: number;
  readonly seed: number;
  readonly account: string;
  readonly region: string;
  readonly image: Readonly<Record<string, LocalImage>>;
  readonly images?: "any";
  readonly python?: string;
  readonly state?: string;
  readonly fleet?: string;
  readonly functions: boolean;
  readonly open?: true;
  readonly every: Readonly<Record<string, number>>;
  readonly verbose?: true;
}

const usage = 2;
const highestPort = 65_535;
const schedules = ["monitor", "quality", "sweep", "idle"] as const;
const milliseconds: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

const program = new Command("npm run local --")
  .description(
    "The small AWS on this machine, with Driftwheel's functions attached. Point the SDK, boto3 or the AWS CLI at it by AWS_ENDPOINT_URL.",
  )
  .option("--port <number>", "where AWS is served; 0 takes any free port", portNumber, 4566)
  .option(
    "--api-port <number>",
    "where Driftwheel's HTTP API is served (default: the port after it)",
    portNumber,
  )
  .option("--fleet <path>", "the fleet under care (default: DRIFTWHEEL_FLEET, or driftwheel.config.ts)")
  .option("--seed <number>", "what chance begins with: two runs with the same are alike", wholeNumber, 1)
  .option("--account <number>", "the account that it says it is", accountNumber, "111122223333")
  .option("--region <name>", "the region that it says it is", regionName, "us-east-1")
  .addOption(
    new Option(
      "--image <name=folder>",
      "an image, by its URI or its repository's name, and the folder that stands for it, with train.py, serve.ts or the like; may be given for each",
    )
      .argParser(image)
      .default({}, "the example's"),
  )
  .addOption(
    new Option(
      "--images <any>",
      "any: jobs of images that are not here succeed and make nothing, endpoints of them echo",
    ).choices(["any"]),
  )
  .option(
    "--python <path>",
    "the Python that runs scripts of AWS's framework images (default: DRIFTWHEEL_PYTHON, or python3)",
  )
  .option("--state <folder>", "where state is kept, and found again at the next start (default: nowhere)")
  .addOption(
    new Option(
      "--every <schedule=interval>",
      "how often monitor, quality, sweep or idle runs, such as monitor=10s; may be given for each, and 10s alone is for all",
    )
      .argParser(interval)
      .default({}, "as deployed, the monitor by the fleet's windows"),
  )
  .option("--no-functions", "only the AWS, without Driftwheel's functions")
  .option("--open", "open the console in the browser")
  .option("--verbose", "write each request, event and message to standard error")
  .addHelpText(
    "after",
    `
Standard output has two lines once it is ready, "ready <url of AWS>" and "api <url of the HTTP API>"; all else goes to
standard error. Ctrl-C ends it, and all of its state with it unless --state keeps it.`,
  )
  .version(manifest.version, "--version", "print the version")
  .helpOption("-h, --help", "print this help")
  .exitOverride();

// Standard output says two things: that the server is ready, and where its HTTP API is. What functions and libraries print goes elsewhere.
const say = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

const options = optionsOf(process.argv.slice(2));
const starting = start(options);
let ending = false;
// npm passes on a Ctrl-C that the terminal has sent to this process already: the second one must not cut the first short.
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void end());

const server = await starting.catch((error: unknown) => {
  // A wrong fleet, a port that is taken: people's to mend, and their words say how.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
if (server.kept === null) {
  logLine("All state is in memory and ends with this process; --state DIR keeps it for the next start.");
} else {
  logLine(`State is kept in ${server.kept}.`);
}
if (server.hasConsole) logLine(`The console: ${server.apiUrl}/`);
say(`ready ${server.url}\napi ${server.apiUrl}\n`);
if (server.hasConsole && options.open) openPage(`${server.apiUrl}/`);

function optionsOf(words: readonly string[]): Options {
  program.configureOutput({ writeOut: (text) => say(text) });
  try {
    return program.parse(words, { from: "user" }).opts<Options>();
  } catch (error) {
    // Commander has said what is wrong; --help ends with 0.
    if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : usage);
    throw error;
  }
}

async function start(options: Options) {
  const { port, seed, account, region, functions, every, verbose } = options;
  const fleetPath = options.fleet ?? process.env.DRIFTWHEEL_FLEET;
  const fleet = fleetPath === undefined || isAbsolute(fleetPath) ? fleetPath : resolve(fleetPath);
  // Functions load it when they are first called, long after somebody has read "ready".
  const loaded = functions ? await loadProjectFleet(fleet ?? null) : null;
  for (const folder of removeAbandoned()) {
    logLine(`Removed ${folder}: the process that worked in it was ended by force, and its state with it.`);
  }
  const named = options.python ?? process.env.DRIFTWHEEL_PYTHON;
  const python = named === undefined ? null : findPython(named);
  const server = await startLocal({
    port,
    apiPort: options.apiPort ?? followingPort(port),
    seed,
    account,
    region,
    warn: logLine,
    functions,
    schedules: { ...(loaded && { monitor: monitorInterval(loaded) }), ...every },
    example: { program: exampleProgram(), impossible: whyNoExample(loaded, every) },
    images: { ...(await exampleImages()), ...options.image },
    anyImage: options.images === "any",
    ...(python === null ? {} : { python }),
    ...(options.state === undefined ? {} : { state: options.state }),
    environment: {
      ...(fleet === undefined ? {} : { DRIFTWHEEL_FLEET: fleet }),
      ...(verbose ? { POWERTOOLS_LOG_LEVEL: "INFO" } : {}),
    },
    ...(verbose ? { log: logLine } : {}),
  });
  const proxied = Object.values(loaded?.models ?? {}).some(({ route }) => route?.proxy);
  if (proxied) logLine(`The invoke proxy: ${server.functionUrl("invoke")}`);
  return server;
}

/** The example's model, and its windows of seconds. */
function whyNoExample(
  fleet: Awaited<ReturnType<typeof loadProjectFleet>> | null,
  { monitor }: Readonly<Record<string, number>>,
): string | null {
  const frost = fleet?.models.frost;
  if (frost === undefined) {
    return "The example is of the model frost, which this fleet has not: start the server with its own fleet.";
  }
  if (monitor === undefined || (monitor > 0 && monitor <= frost.drift.window)) return null;
  return "By --every the monitor looks more seldom than the example's windows are long: start the server without it.";
}

/** Any free one where the port of AWS is any free one. */
function followingPort(port: number): number {
  return port === 0 || port === highestPort ? 0 : port + 1;
}

function logLine(line: string): void {
  process.stderr.write(`${new Date().toISOString()} ${line}\n`);
}

async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  // Whatever does not let go in time is not waited for.
  setTimeout(() => process.exit(0), 1_800).unref();
  try {
    await (await starting).close();
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

function portNumber(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= highestPort) return Number(text);
  throw new InvalidArgumentError(`It is a whole number from 0 to ${highestPort}.`);
}

/** `monitor=10s`, or `10s` for all: intervals in milliseconds by the schedule's name; without a unit they are seconds. */
function interval(text: string, others: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const [, name, amount, unit = "s"] =
    /^(?:(monitor|quality|sweep|idle)=)?(\d+(?:\.\d+)?)([smh])?$/.exec(text) ?? [];
  if (amount === undefined) {
    throw new InvalidArgumentError(
      "It is an interval such as 10s, 5m or 1h, or one of a schedule (monitor, quality, sweep or idle), such as monitor=10s.",
    );
  }
  const every = Number(amount) * (milliseconds[unit] ?? 0);
  if (name !== undefined) return { ...others, [name]: every };
  return { ...Object.fromEntries(schedules.map((schedule) => [schedule, every])), ...others };
}

/** `frost=examples/frost/image`; a name may be a whole URI, which has no equals sign. */
function image(
  text: string,
  others: Readonly<Record<string, LocalImage>>,
): Readonly<Record<string, LocalImage>> {
  const [, name = "", folder = ""] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name === "") throw new InvalidArgumentError("It is NAME=DIR, such as frost=examples/frost/image.");
  try {
    return { ...others, [name]: folderImage(folder) };
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

function accountNumber(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new InvalidArgumentError("It is a number of twelve digits.");
}

function regionName(text: string): string {
  if (/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(text)) return text;
  throw new InvalidArgumentError("It is a region's name, such as eu-west-1.");
}

function wholeNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is a whole number from 0 on.");
}

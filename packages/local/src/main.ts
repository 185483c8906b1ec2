import { isAbsolute, resolve } from "node:path";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { exampleImages } from "./images.ts";
import { loadProjectFleet } from "./lambda/project-functions.ts";
import { startLocal } from "./server.ts";
import { removeAbandoned } from "./temporary-folders.ts";

interface Options {
  readonly port: number;
  readonly apiPort?: number;
  readonly seed: number;
  readonly region: string;
  readonly fleet?: string;
  readonly functions: boolean;
  readonly every: Readonly<Record<string, number>>;
  readonly verbose?: true;
}

const usage = 2;
const highestPort = 65_535;

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
  .option("--region <name>", "the region that it says it is", "us-east-1")
  .option(
    "--every <schedule=seconds>",
    "how often monitor, quality or sweep runs, such as monitor=10; may be given for each",
    interval,
    {},
  )
  .option("--no-functions", "only the AWS, without Driftwheel's functions")
  .option("--verbose", "write each request, event and message to standard error")
  .addHelpText(
    "after",
    `
Standard output has two lines once it is ready, "ready <url of AWS>" and "api <url of the HTTP API>"; all else goes to
standard error. Ctrl-C ends it, and all of its state with it.`,
  )
  .exitOverride();

// Standard output says two things: that the server is ready, and where its HTTP API is. What functions and libraries print goes elsewhere.
const say = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

const starting = start(optionsOf(process.argv.slice(2)));
let ending = false;
// npm passes on a Ctrl-C that the terminal has sent to this process already: the second one must not cut the first short.
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void end());

const server = await starting.catch((error: unknown) => {
  // A wrong fleet, a port that is taken: people's to mend, and their words say how.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
say(`ready ${server.url}\napi ${server.apiUrl}\n`);

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
  const { port, seed, region, functions, every, verbose } = options;
  const named = options.fleet ?? process.env.DRIFTWHEEL_FLEET;
  const fleet = named === undefined || isAbsolute(named) ? named : resolve(named);
  // Functions load it when they are first called, long after somebody has read "ready".
  if (functions) await loadProjectFleet(fleet ?? null);
  for (const folder of removeAbandoned()) {
    logLine(`Removed ${folder}: the process that worked in it was ended by force, and its state with it.`);
  }
  logLine("All state is this process's own and ends with it: nothing of it is there at the next start.");
  return await startLocal({
    port,
    apiPort: options.apiPort ?? followingPort(port),
    seed,
    region,
    warn: logLine,
    functions,
    schedules: every,
    images: await exampleImages(),
    environment: {
      ...(fleet === undefined ? {} : { DRIFTWHEEL_FLEET: fleet }),
      ...(verbose ? { POWERTOOLS_LOG_LEVEL: "INFO" } : {}),
    },
    ...(verbose ? { log: logLine } : {}),
  });
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
  await (await starting).close();
  process.exit(0);
}

function portNumber(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= highestPort) return Number(text);
  throw new InvalidArgumentError(`It is a whole number from 0 to ${highestPort}.`);
}

/** `monitor=10`: the schedule's name and its interval in milliseconds. */
function interval(text: string, others: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const [, name = "", seconds = ""] = /^(monitor|quality|sweep)=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (name !== "") return { ...others, [name]: Number(seconds) * 1000 };
  throw new InvalidArgumentError(
    "It names a schedule (monitor, quality or sweep) and seconds, such as monitor=10.",
  );
}

function wholeNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is a whole number from 0 on.");
}

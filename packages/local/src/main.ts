import { parseArgs } from "node:util";
import { exampleImages } from "./images.ts";
import { startLocal } from "./server.ts";
import { removeAbandoned } from "./temporary-folders.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4566" },
    "api-port": { type: "string" },
    seed: { type: "string", default: "1" },
    "no-functions": { type: "boolean", default: false },
    region: { type: "string", default: "us-east-1" },
    every: { type: "string", multiple: true, default: [] },
    verbose: { type: "boolean", default: false },
  },
});

// Standard output says two things: that the server is ready, and where its HTTP API is. What functions and libraries print goes elsewhere.
const say = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

const port = wholeNumber("port", values.port);
/** The one after the port of AWS, and any free one where that is any free one. */
const nextPort = port === 0 ? 0 : port + 1;
const apiPort = values["api-port"] === undefined ? nextPort : wholeNumber("api-port", values["api-port"]);

for (const folder of removeAbandoned()) {
  logLine(`Removed ${folder}: the process that worked in it was ended by force, and its state with it.`);
}
logLine("All state is this process's own and ends with it: nothing of it is there at the next start.");

const starting = startLocal({
  port,
  apiPort,
  seed: wholeNumber("seed", values.seed),
  region: values.region,
  warn: logLine,
  functions: !values["no-functions"],
  schedules: Object.fromEntries(values.every.map(interval)),
  images: await exampleImages(),
  ...(values.verbose
    ? {
        log: logLine,
        environment: { POWERTOOLS_LOG_LEVEL: "INFO" },
      }
    : {}),
});

let ending = false;
// npm passes on a Ctrl-C that the terminal has sent to this process already: the second one must not cut the first short.
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void end());

const server = await starting;
say(`ready ${server.url}\napi ${server.apiUrl}\n`);

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

/** `monitor=10`: the schedule's name and its interval in milliseconds. */
function interval(text: string): readonly [string, number] {
  const [, name = "", seconds = ""] = /^(monitor|quality|sweep)=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (name !== "") return [name, Number(seconds) * 1000];
  process.stderr.write(
    `--every must name a schedule (monitor, quality or sweep) and seconds, such as monitor=10, but is ${text}.\n`,
  );
  process.exit(2);
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0) return number;
  process.stderr.write(`--${name} must be a whole number, but is ${text}.\n`);
  process.exit(2);
}

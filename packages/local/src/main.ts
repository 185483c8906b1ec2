import { parseArgs } from "node:util";
import { exampleImages } from "./example-images.ts";
import { startLocal } from "./server.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4566" },
    seed: { type: "string", default: "1" },
    "no-functions": { type: "boolean", default: false },
    region: { type: "string", default: "us-east-1" },
    verbose: { type: "boolean", default: false },
  },
});

// Standard output says one thing: that the server is ready. What functions and libraries print goes elsewhere.
const say = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

const server = await startLocal({
  port: wholeNumber("port", values.port),
  seed: wholeNumber("seed", values.seed),
  region: values.region,
  warn: tell,
  functions: !values["no-functions"],
  images: await exampleImages(),
  ...(values.verbose
    ? {
        log: tell,
        environment: { POWERTOOLS_LOG_LEVEL: "INFO" },
      }
    : {}),
});

for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void end());
say(`ready ${server.url}\n`);

function tell(line: string): void {
  process.stderr.write(`${new Date().toISOString()} ${line}\n`);
}

async function end(): Promise<void> {
  // Whatever does not let go in time is not waited for.
  setTimeout(() => process.exit(0), 1_800).unref();
  await server.close();
  process.exit(0);
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0) return number;
  process.stderr.write(`--${name} must be a whole number, but is ${text}.\n`);
  process.exit(2);
}

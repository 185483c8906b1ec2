import { spawn } from "node:child_process";
import { dirname, join, parse } from "node:path";
import { fileURLToPath } from "node:url";
import type { FirstEvent } from "./first-events.ts";
import type { Outside } from "./outside.ts";
import type { RuntimeInterface } from "./runtime-interface.ts";

const runtime = fileURLToPath(new URL("first-handled.mjs", import.meta.url));
const hook = fileURLToPath(new URL("loaded-modules.mjs", import.meta.url));

/** AWS's own client of the Runtime API, as Lambda's runtime for Node has it, and whom it asks for events. */
export interface InterfaceClient {
  /** The program of the package `aws-lambda-ric`, absolute. */
  readonly program: string;
  readonly runtime: RuntimeInterface;
}

/** Where a fresh process finds what it needs. */
interface Surroundings {
  readonly outside: Outside;
  readonly listModules?: boolean;
  /** What loads the handler; a script of ours that does nothing else unless given. */
  readonly client?: InterfaceClient | undefined;
}

export interface FirstHandling {
  /** From just before the process is made until the first event is handled, by the clock of this process. */
  readonly milliseconds: number;
  /** The handler's answer as JSON, or the operation that was called first. */
  readonly ended: string;
  /** File URLs of the modules that were loaded until then, when they were asked for. */
  readonly modules: readonly string[];
}

/**
 * Starts a fresh process of this Node, lets it handle its first event, and ends it.
 *
 * @throws Error with what the process said, when it ends in another way than the event should.
 */
export async function handleFirst(
  entry: string,
  { end, event, fleet }: FirstEvent,
  { outside, listModules = false, client }: Surroundings,
): Promise<FirstHandling> {
  const flags = listModules ? ["--import", hook] : [];
  const started = performance.now();
  const handler = `${parse(entry).name}.handler`;
  const loader = client ? [client.program, handler] : [runtime, entry, JSON.stringify(event)];
  const child = spawn(process.execPath, [...flags, ...loader], {
    // The client looks for the handler where it is started.
    cwd: dirname(entry),
    env: {
      ...environment(outside.url),
      ...(client && {
        AWS_LAMBDA_RUNTIME_API: client.runtime.address,
        _HANDLER: handler,
        LAMBDA_TASK_ROOT: dirname(entry),
      }),
      ...(fleet && { DRIFTWHEEL_FLEET: join(dirname(entry), "fleet.mjs") }),
    },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const exited = new Promise<void>((resolve) => child.once("close", () => resolve()));
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => (said += String(text)));
  try {
    return await new Promise<FirstHandling>((resolve, reject) => {
      let told = "";
      const finish = (how: FirstEvent["end"], ended: string) => {
        const milliseconds = performance.now() - started;
        const modules = told.split("\n").filter((line) => line.startsWith("file:"));
        if (how === end) resolve({ milliseconds, ended, modules });
        else reject(new Error(`${entry} ended in "${how}" (${ended}) instead of "${end}":\n${said}`));
      };
      outside.onRequest((request) => finish("first-outside-call", request));
      client?.runtime.give(event, (answer) => finish("handled", answer));
      child.stdio[3]?.on("data", (text) => {
        told += String(text);
        const answer = told.split("\n").find((line) => line.startsWith("answer "));
        if (answer) finish("handled", answer.slice("answer ".length));
      });
      child.once("close", () => reject(new Error(`${entry} ended before its event was handled:\n${said}`)));
    });
  } finally {
    outside.onRequest(() => {});
    child.kill("SIGKILL");
    await exited;
  }
}

/** What Lambda and the deployment set, with a local server in the place of AWS. */
function environment(url: string) {
  return {
    AWS_LAMBDA_FUNCTION_NAME: "driftwheel-bench",
    AWS_LAMBDA_FUNCTION_VERSION: "1",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "512",
    AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/driftwheel-bench",
    AWS_LAMBDA_LOG_STREAM_NAME: "bench",
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "bench",
    AWS_SECRET_ACCESS_KEY: "bench",
    AWS_ENDPOINT_URL: url,
    DRIFTWHEEL_LEDGER_TABLE: "driftwheel-ledger",
    DRIFTWHEEL_BUS: "driftwheel",
    DRIFTWHEEL_TOPIC_PAGE: "arn:aws:sns:eu-west-1:111122223333:page",
    DRIFTWHEEL_TOPIC_NOTIFY: "arn:aws:sns:eu-west-1:111122223333:notify",
    DRIFTWHEEL_TOPIC_INFO: "arn:aws:sns:eu-west-1:111122223333:info",
    DRIFTWHEEL_ROLLOUT_FUNCTION: "driftwheel-rollout:1",
    DRIFTWHEEL_COMMAND_FUNCTION: "driftwheel-command",
    DRIFTWHEEL_DELIVERY_FUNCTION: "driftwheel-delivery:1",
    DRIFTWHEEL_LINK_SECRET: "/driftwheel/links",
    DRIFTWHEEL_PREDICTIONS_QUEUE: `${url}/111122223333/driftwheel-predictions`,
    DRIFTWHEEL_API_ROLES: JSON.stringify({ reader: ["*"] }),
  };
}

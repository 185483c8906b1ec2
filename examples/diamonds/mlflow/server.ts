import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface MlflowServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Milliseconds; it takes ten seconds on an idle machine. */
const longestStart = 180_000;
const longestStop = 2_000;

/**
 * MLflow's own tracking server and registry, on the loopback, with SQLite and artifacts in a folder.
 *
 * @param folder empty; not to be removed before the server has stopped
 * @throws Error with the end of its log when it does not serve.
 */
export async function startMlflow(python: string, folder: string): Promise<MlflowServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const temporary = join(folder, "tmp");
  mkdirSync(temporary);
  const log = join(folder, "server.log");
  const file = openSync(log, "w");
  const server = spawn(
    python,
    [
      ...["-m", "mlflow", "server", "--host", "127.0.0.1", "--port", String(port), "--workers", "1"],
      ...["--backend-store-uri", `sqlite:///${folder}/mlflow.db`],
      ...["--artifacts-destination", `${folder}/artifacts`],
    ],
    {
      cwd: folder,
      stdio: ["ignore", file, file],
      // Its workers are ended with it.
      detached: true,
      env: {
        ...process.env,
        // Both are for development: webhooks go to public https:// addresses alone otherwise.
        MLFLOW_WEBHOOK_ALLOWED_SCHEMES: "http",
        MLFLOW_WEBHOOK_ALLOW_PRIVATE_IPS: "true",
        // By a key of its own a server that starts again could not read the webhooks' secrets any more.
        MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY: fernetKey(),
        // Seconds: until then an event that there was is told to the webhooks of that time alone, as here to none.
        MLFLOW_WEBHOOK_CACHE_TTL: "1",
        // Ten processes that wait for jobs of GenAI evaluations, of which there are none.
        MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false",
        MLFLOW_DISABLE_TELEMETRY: "true",
        DO_NOT_TRACK: "true",
        // MLflow leaves locks of its databases there.
        TMPDIR: temporary,
      },
    },
  );
  const ended = once(server, "exit").catch(() => {});
  const end = (signal: NodeJS.Signals) => {
    try {
      if (server.pid !== undefined) process.kill(-server.pid, signal);
    } catch {
      // It has ended by itself.
    }
  };
  // However this process ends.
  const endNow = () => end("SIGKILL");
  process.prependOnceListener("exit", endNow);
  const stop = async () => {
    end("SIGTERM");
    await Promise.race([ended, sleep(longestStop, undefined, { ref: false })]);
    end("SIGKILL");
    await ended;
    process.off("exit", endNow);
  };
  if (await serves(url, () => server.exitCode !== null || server.pid === undefined)) return { url, stop };
  await stop();
  throw new Error(`MLflow's server does not serve:\n${readFileSync(log, "utf8").slice(-3000)}`);
}

async function serves(url: string, hasEnded: () => boolean): Promise<boolean> {
  const deadline = Date.now() + longestStart;
  while (Date.now() < deadline && !hasEnded()) {
    const answer = await fetch(`${url}/health`).catch(() => null);
    if (answer?.ok) return true;
    await sleep(200);
  }
  return false;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("There is no free port.");
  return address.port;
}

/** https://cryptography.io/en/latest/fernet/: 32 bytes, base64 that is safe in URLs, with its padding. */
function fernetKey(): string {
  return randomBytes(32).toString("base64").replaceAll("+", "-").replaceAll("/", "_");
}

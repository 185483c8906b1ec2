import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, expect, it } from "vitest";
import { temporaryFolder } from "../../../../../test/runner/temporary-folder.ts";
import { startContainer } from "./container-process.ts";
import { hasOwnPlace } from "./own-place.ts";

let folder: string;

beforeEach(() => {
  folder = temporaryFolder();
});

function start(command: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const logFile = join(folder, "log");
  const environment = { PATH: process.env.PATH ?? "", ...more };
  const container = startContainer({ command, directory: folder, environment, logFile });
  return { container, log: () => readFileSync(logFile, "utf8") };
}

async function logged(log: () => string): Promise<string> {
  for (let waited = 0; log() === "" && waited < 5_000; waited += 20) await sleep(20);
  return log();
}

/** True as soon as the process is gone; false when it is there after five seconds. */
async function ends(pid: number): Promise<boolean> {
  for (let waited = 0; waited < 5_000; waited += 20) {
    if (!isRunning(pid)) return true;
    await sleep(20);
  }
  return false;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // An orphan that has ended stays in the table where the first process collects no orphans.
  const status = `/proc/${pid}/stat`;
  return !(existsSync(status) && readFileSync(status, "utf8").includes(") Z "));
}

it("tells the exit code, and keeps both outputs in the log", async () => {
  const { container, log } = start([
    "node",
    "-e",
    "console.log('one'); console.error('two'); process.exit(7)",
  ]);

  expect(await container.exited).toEqual({ code: 7 });
  expect(log()).toBe("one\ntwo\n");
});

it("tells a program that does not exist as a shell would", async () => {
  expect(await start(["no-such-program"]).container.exited).toEqual({ code: 127 });
});

it("ends by force what does not end when asked", async () => {
  const { container, log } = start([
    "node",
    "-e",
    "process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)",
  ]);
  await logged(log);

  expect(await container.end(100)).toEqual({ code: 137 });
});

it("ends what the container has started too", async () => {
  const { container, log } = start(["sh", "-c", "sleep 60 & echo $!; wait"]);
  const grandchild = Number(await logged(log));
  await container.end(1_000);

  expect(await ends(grandchild)).toBe(true);
});

it.skipIf(!hasOwnPlace())("finds its folder at /opt/ml, and what else is in /opt", async () => {
  writeFileSync(join(folder, "given"), "from the job\n");
  const { container, log } = start(["sh", "-c", "cat /opt/ml/given; echo done > /opt/ml/made; ls /opt"], {
    OPT_ML: folder,
  });

  expect(await container.exited).toEqual({ code: 0 });
  expect(log()).toContain("from the job");
  expect(log().split("\n")).toEqual(expect.arrayContaining(readdirSync("/opt")));
  expect(readFileSync(join(folder, "made"), "utf8")).toBe("done\n");
});

it.each([
  ["Node exits", "node", "process.exit(0)"],
  ["Node is killed", "node", "process.kill(process.pid, 'SIGKILL')"],
  ["a program is killed", "sh", "process.kill(process.pid, 'SIGKILL')"],
])("leaves nothing behind when the process of a container of %s", async (_, program, death) => {
  const command =
    program === "node"
      ? ["node", "-e", "console.log(process.pid); setInterval(() => {}, 1000)"]
      : ["sh", "-c", "echo $$; sleep 60; true"];
  const module = new URL("./container-process.ts", import.meta.url).href;
  const script = `
    import { startContainer } from ${JSON.stringify(module)};
    import { existsSync, readFileSync } from "node:fs";
    const logFile = ${JSON.stringify(join(folder, "log"))};
    startContainer({
      command: ${JSON.stringify(command)},
      directory: ${JSON.stringify(folder)}, environment: { PATH: process.env.PATH }, logFile,
    });
    const timer = setInterval(() => {
      if (readFileSync(logFile, "utf8") !== "") ${death};
    }, 20);
  `;
  const server = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "inherit" });
  await once(server, "exit");
  const pid = Number(readFileSync(join(folder, "log"), "utf8"));

  expect(pid).toBeGreaterThan(0);
  expect(await ends(pid)).toBe(true);
});

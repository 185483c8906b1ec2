import { cpus, loadavg } from "node:os";
import { setTimeout } from "node:timers/promises";
import { readArguments } from "../runner/arguments.ts";
import { sendFor } from "./local/load.ts";
import { askSageMaker, bytesOf, type Measured, prepare } from "./local/requests.ts";
import { motoVersion, type ServerName, type Started, start } from "./local/servers.ts";
import { median } from "./median.ts";

const { values } = readArguments(
  {
    json: { type: "boolean", default: false },
    rounds: { type: "string", default: "5" },
    milliseconds: { type: "string", default: "2000" },
  },
  `npm run -s bench:local -- [--rounds 5] [--milliseconds 2000] [--json]

The small AWS beside moto's server, in turns; PYTHON names the python3 that has moto[server].`,
);

type Figures = Record<string, number>;
const operations: readonly Measured[] = ["DescribeEndpoint", "PutObject", "PutItem"];
const moto = motoVersion();
if (moto === null)
  console.error("python3 with moto[server] is not here (PYTHON names another one): not compared.");
const names: readonly ServerName[] = moto === null ? ["driftwheel"] : ["driftwheel", "moto"];
const measured: Readonly<Record<ServerName, Figures[]>> = { driftwheel: [], moto: [] };
const load: number[] = [];

// What Node has compiled is kept from the first start on.
await (await start("driftwheel")).stop();
const rounds = Number(values.rounds);
const startsPerRound = 5;
for (let time = 0; time < startsPerRound * rounds; time += 1) {
  for (const name of names) measured[name].push(await measureStart(name));
}
for (let round = 0; round < rounds; round += 1) {
  for (const name of names) measured[name].push(await measure(name));
}

const rows = [...new Set(measured.driftwheel.flatMap(Object.keys))].map((figure) => {
  const of = (name: ServerName) => median(measured[name].flatMap((figures) => figures[figure] ?? []));
  const driftwheel = of("driftwheel");
  return moto === null
    ? { figure, driftwheel }
    : { figure, driftwheel, moto: of("moto"), ratio: driftwheel / of("moto") };
});
if (values.json) {
  const machine = { processor: cpus()[0]?.model, cores: cpus().length, node: process.version, moto };
  const report = { date: new Date().toISOString(), machine, load: median(load), rounds: values.rounds, rows };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
} else {
  console.table(rows);
  console.log(`Load of the machine: ${median(load).toFixed(1)} on ${cpus().length} cores.`);
}

async function measureStart(name: ServerName): Promise<Figures> {
  const server = await start(name);
  const cpu = server.cpuSeconds();
  await server.stop();
  return {
    "ready, ms": server.readyMilliseconds,
    ...(cpu === null ? {} : { "processor until ready, ms": cpu * 1_000 }),
  };
}

/** A server from its start to its end: the figures of one round. */
async function measure(name: ServerName): Promise<Figures> {
  load.push(loadavg()[0] ?? 0);
  const server = await start(name);
  try {
    const { port } = server;
    const figures: Figures = { "memory when ready, MB": server.residentMegabytes() };
    await askSageMaker(port);
    await setTimeout(1_000);
    figures["memory idle, SageMaker asked once, MB"] = server.residentMegabytes();
    await prepare(port);
    for (const operation of operations) {
      for (const connections of [1, 16]) {
        const bytes = bytesOf(operation);
        const milliseconds = Number(values.milliseconds);
        await warmUp(server, bytes, connections);
        const before = server.cpuSeconds();
        const { answers, seconds } = await sendFor(port, bytes, { connections, milliseconds });
        const after = server.cpuSeconds();
        figures[`${operation} x ${connections}, requests/s`] = answers / seconds;
        if (before !== null && after !== null) {
          figures[`${operation} x ${connections}, requests per second of processor`] =
            answers / (after - before);
        }
      }
    }
    figures["memory after the requests, MB"] = server.residentMegabytes();
    return figures;
  } finally {
    await server.stop();
  }
}

/** Until the server has used a second of processor for a request, however busy the machine is: code is compiled by then. */
async function warmUp(server: Started, bytes: Uint8Array, connections: number): Promise<void> {
  const before = server.cpuSeconds() ?? 0;
  for (let time = 0; time < 40; time += 1) {
    await sendFor(server.port, bytes, { connections, milliseconds: 250 });
    const now = server.cpuSeconds();
    if (now === null ? time === 4 : now - before >= 1) return;
  }
}

import { readArguments } from "../runner/arguments.ts";

const { values } = readArguments(
  {
    json: { type: "boolean", default: false },
    rounds: { type: "string", default: "15" },
    messages: { type: "string", default: "10000" },
  },
  "npm run -s bench:intake -- [--rounds 15] [--messages 10000] [--json]",
);
// A line for each message would measure the terminal.
process.env.POWERTOOLS_LOG_LEVEL = "SILENT";
process.env.POWERTOOLS_METRICS_DISABLED = "true";
// There Powertools says of each batch that no metrics were published.
const tell = process.stderr.write.bind(process.stderr);
process.stderr.write = () => true;
const { measureGrowth } = await import("./intake/throughput.ts");
const { burst } = await import("./intake/burst.ts");

const sizes = [10, 100, 1_000, 10_000, 100_000];
const { eventsPerSecond, microsecondsPerEvent } = await measureGrowth(sizes, Number(values.rounds));
const { sent, applied, lost, appliedTwice, ...more } = await burst(Number(values.messages), (waiting) => {
  if (process.stderr.isTTY) tell(`\r  the burst through packages/local: ${waiting} `);
});
if (values.json) {
  const result = {
    eventsPerSecond,
    microsecondsPerEvent,
    burst: { sent, applied, lost, appliedTwice, ...more },
  };
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
} else {
  console.table(
    sizes.map((size) => ({ entries: size, "µs an event": Math.round(microsecondsPerEvent[size] ?? 0) })),
  );
  console.log(`${Math.round(eventsPerSecond)} events a second on one core, at the largest ledger`);
  console.table({ sent, applied, lost, appliedTwice, ...more });
}

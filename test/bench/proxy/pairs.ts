import { Agent, request } from "node:http";
import { setTimeout } from "node:timers/promises";
import { seededRandom } from "@driftwheel/local/random.ts";

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const rows = Buffer.from(
  `${Array.from({ length: 20 }, (_, column) => (column * 1.37).toFixed(3)).join(",")}\n`,
);
/** Milliseconds after each request, in which what the proxy does after its answer is done, so that the next one does not meet it. */
const pause = 6;

/** Milliseconds of each request, in the order of the pairs. */
export interface Pairs {
  readonly direct: readonly number[];
  readonly proxied: readonly number[];
}

/**
 * Asks the endpoint and the proxy in turn, one request at a time over a kept connection; which of a pair is first is drawn.
 *
 * @param warmUp pairs before them that do not count
 */
export async function askInPairs(
  url: string,
  model: string,
  { pairs, warmUp, seed }: { readonly pairs: number; readonly warmUp: number; readonly seed: number },
): Promise<Pairs> {
  const random = seededRandom(seed);
  const direct = `${url}/endpoints/${model}/invocations`;
  const proxied = `${url}/lambda-url/driftwheel-invoke/endpoints/${model}/invocations`;
  const measured = { direct: [] as number[], proxied: [] as number[] };
  for (let pair = 0; pair < warmUp + pairs; pair += 1) {
    const first = random() < 0.5;
    const one = first ? await ask(direct, "sagemaker") : await ask(proxied, "lambda");
    const other = first ? await ask(proxied, "lambda") : await ask(direct, "sagemaker");
    if (pair < warmUp) continue;
    measured.direct.push(first ? one : other);
    measured.proxied.push(first ? other : one);
  }
  return measured;
}

async function ask(address: string, service: string): Promise<number> {
  const headers = {
    authorization: `AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=00`,
    "content-type": "text/csv",
    "content-length": rows.byteLength,
    "x-driftwheel-unit": "user-1",
  };
  const begun = performance.now();
  const milliseconds = await new Promise<number>((resolve, reject) => {
    const asked = request(address, { method: "POST", agent, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        if (answer.statusCode === 200) resolve(performance.now() - begun);
        else reject(new Error(`${address}: ${answer.statusCode} ${Buffer.concat(chunks).toString()}`));
      });
    });
    asked.on("error", reject);
    asked.end(rows);
  });
  await setTimeout(pause);
  return milliseconds;
}

import { seededRandom } from "../../../random.ts";
import type { LocalSageMaker } from "../../testing/local-sagemaker.ts";

/** What of a harbour is to be learnt: whether a ship stays out, for how long in hours, or which of three flags is shown. */
export type Target = "out" | "hours" | "flag";

const columns = ["swell", "berth", "tide", "ship"] as const;

/** CSV of harbours with a header, the target last; a tenth of the tides is missing, and ships are names that never come twice. */
export function harbours(target: Target, rows: number, seed: number): string {
  const random = seededRandom(seed);
  const lines = Array.from({ length: rows }, (_each, index) => {
    const swell = 2 + 2 * random();
    const berth = random() < 0.4 ? "north" : "south, outer";
    const tide = random() < 0.1 ? "" : (5 * random()).toFixed(2);
    const danger = swell + (berth === "north" ? 0.8 : 0) + 0.2 * random();
    const found = {
      out: danger > 3.4 ? "yes" : "no",
      hours: (10 * danger).toFixed(2),
      flag: danger > 3.8 ? "red" : danger > 3 ? "yellow" : "green",
    }[target];
    return `${swell.toFixed(3)},"${berth}",${tide},ship-${index},${found}`;
  });
  return `${columns.join(",")},${target}\n${lines.join("\n")}\n`;
}

export const bucket = "harbours";

/** Puts an object; answers its `s3://` address. */
export async function put(
  { server }: LocalSageMaker,
  key: string,
  body: string | Uint8Array,
): Promise<string> {
  await server.world.objects.put(bucket, key, typeof body === "string" ? Buffer.from(body) : body);
  return `s3://${bucket}/${key}`;
}

export async function json({ server }: LocalSageMaker, uri: string | undefined): Promise<unknown> {
  const body = await server.world.objects.get(bucket, (uri ?? "").replace(`s3://${bucket}/`, ""));
  return body && JSON.parse(Buffer.from(body).toString());
}

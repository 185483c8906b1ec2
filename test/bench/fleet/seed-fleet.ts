import type { LocalServer } from "@driftwheel/local/server.ts";
import { captureFiles, hour, hoursLater } from "./captures.ts";
import { baseline, endpointOf } from "./fleet-aws.ts";
import type { Workers } from "./workers.ts";

/** Objects of a model's window. */
export const objectsEach = 20;
/** A listing of the small AWS looks through its whole bucket, which S3's does not. */
const modelsEach = 50;
/** Windows that differ; the others repeat them. */
const different = 8;

/** The bucket of each model. */
export function modelsInBuckets(models: number): Readonly<Record<string, string>> {
  const width = String(models).length;
  return Object.fromEntries(
    Array.from({ length: models }, (_, index) => [
      `model-${String(index + 1).padStart(width, "0")}`,
      `fleet-${Math.floor(index / modelsEach)}`,
    ]),
  );
}

/**
 * Puts the baseline, the captures of every model's window, those of the next hour for some, and the reports of the hour
 * before, as a fleet has them that runs: one model's are judged, the others' are its.
 *
 * @returns the bytes of all windows
 */
export async function seedFleet(
  { world }: LocalServer,
  models: Readonly<Record<string, string>>,
  { workers, alsoNext }: { readonly workers: Workers; readonly alsoNext: readonly string[] },
): Promise<number> {
  const { baseline: statistics, files } = captureFiles(different * objectsEach);
  await world.objects.put(baseline.bucket, baseline.key, new TextEncoder().encode(statistics));
  const put = async (model: string, hours: number, written: readonly Uint8Array[]) => {
    const folder = `capture/${endpointOf(model)}/AllTraffic/2026/03/09/${hour.start.getUTCHours() + hours}`;
    for (const [index, file] of written.entries()) {
      const minute = String(Math.floor((60 * index) / objectsEach)).padStart(2, "0");
      await world.objects.put(models[model] ?? "", `${folder}/${minute}-00-capture.jsonl`, file);
    }
  };
  let bytes = 0;
  for (const [index, model] of Object.keys(models).entries()) {
    const first = (index % different) * objectsEach;
    const window = files.slice(first, first + objectsEach);
    bytes += window.reduce((sum, file) => sum + file.length, 0);
    await put(model, 0, window);
    if (alsoNext.includes(model))
      await put(
        model,
        1,
        window.map((file) => hoursLater(file, 1)),
      );
  }
  const [template = ""] = Object.keys(models);
  await put(
    template,
    -1,
    files.slice(0, objectsEach).map((file) => hoursLater(file, -1)),
  );
  const task = { model: template, at: hour.start.toISOString() };
  const judged = await workers.handle("monitor", queueEvent([JSON.stringify(task)]));
  if (judged.how !== "answered") throw new Error(`The hour before was not judged: ${JSON.stringify(judged)}`);
  await copyReports(world, models, template);
  return bytes;
}

async function copyReports(
  { objects }: LocalServer["world"],
  models: Readonly<Record<string, string>>,
  template: string,
): Promise<void> {
  const from = models[template] ?? "";
  const folder = (model: string) => `driftwheel/reports/${endpointOf(model)}/`;
  const reports = await objects.list(from, folder(template));
  if (reports.length === 0) throw new Error("The hour before has no reports.");
  for (const { key } of reports) {
    // It announces itself, and would be a message for each model before anything is measured.
    if (key.endsWith("/constraint_violations.json")) continue;
    const text = new TextDecoder().decode((await objects.get(from, key)) ?? undefined);
    for (const [model, bucket] of Object.entries(models)) {
      if (model === template) continue;
      // What a template says of itself are the keys of its captures.
      const own = text.replaceAll(endpointOf(template), endpointOf(model));
      await objects.put(bucket, key.replace(folder(template), folder(model)), new TextEncoder().encode(own));
    }
  }
}

/** As a queue hands messages over. */
export function queueEvent(bodies: readonly string[]) {
  return {
    Records: bodies.map((body, index) => ({
      messageId: `m${index}`,
      body,
      attributes: { ApproximateReceiveCount: "1" },
    })),
  };
}

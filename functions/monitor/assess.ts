import { championBaseline } from "@driftwheel/aws/monitor/champion-baseline.ts";
import {
  emitDriftReport,
  emitNotJudged,
  type ReportFolder,
  writeStatistics,
  writeViolations,
} from "@driftwheel/aws/monitor/reports.ts";
import { assessByPolicy } from "@driftwheel/core/decider/drift/assess-by-policy.ts";
import { type Baseline, parseBaseline } from "@driftwheel/core/monitor/baseline/baseline.ts";
import { captureColumns } from "@driftwheel/core/monitor/captures/capture-columns.ts";
import { readMismatch } from "@driftwheel/core/monitor/captures/read-mismatch.ts";
import { predictionsOf } from "@driftwheel/core/monitor/captures/watched-predictions.ts";
import { sourcesOf } from "@driftwheel/core/monitor/derived/derived-names.ts";
import { writtenEstimate } from "@driftwheel/core/monitor/estimated/told-estimate.ts";
import { violationsDocument } from "@driftwheel/core/monitor/reports/constraint-violations.ts";
import { shownBy } from "@driftwheel/core/monitor/window/window-counts.ts";
import { whyInPart, whyNotJudged } from "@driftwheel/core/monitor/window/window-problem.ts";
import { windowStatistics } from "@driftwheel/core/monitor/window/window-statistics.ts";
import { type Served, served, servedName } from "@driftwheel/core/policy/batch/served.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import {
  type BaselineOrigin,
  captureSchedule,
  type Unread,
  type WindowProblem,
} from "@driftwheel/core/vocabulary/monitored-window.ts";
import { payloadReading, placeReading } from "@driftwheel/payloads/reading.ts";
import type { ClosedWindow } from "../shell/closed-windows.ts";
import { namedWindow } from "../shell/not-judged.ts";
import { reading } from "../shell/reading-failed.ts";
import { type Assessed, notWatched } from "./assessed.ts";
import { historyBefore } from "./history-before.ts";
import { readCaptures } from "./read-captures.ts";
import type { Counting, Sharing } from "./read-shards.ts";
import { windowMetrics } from "./window-metrics.ts";

/**
 * Assesses one window of one model: captured rows against the champion's baseline, reports into S3, metrics into the
 * log, the verdict on the bus, or why there is none. The files that are read are settled first and the statistics are
 * written last, so a run that broke off is done again and says the same again. Without a baseline nothing is settled:
 * the window is judged by the run that finds one. A large window is judged by whoever finds all of its shards counted.
 */
export async function assess(
  policy: ModelPolicy,
  window: ClosedWindow,
  {
    destination,
    folder,
    sharing,
  }: { readonly destination: string; readonly folder: ReportFolder; readonly sharing?: Sharing | undefined },
): Promise<Assessed | ({ readonly result: "counting" } & Counting)> {
  const { drift } = policy;
  const serves = served(policy);
  const endpoint = servedName(policy);
  const named = drift.baseline === undefined ? "" : `, or ${drift.baseline}`;
  const found = await reading(`the baseline of ${endpoint}'s champion${named}`, () =>
    baselineOf(serves, drift),
  );
  if (!found.ok) return await notWatched(endpoint, window, found.problem);
  const { baseline, origin } = found;
  const watched = predictionsOf(baseline, drift);
  const columns = captureColumns(baseline, drift.columns, watched);
  const source = { destination, endpoint, serves, window, folder };
  const forms = await payloadReading(drift);
  const predictions = { watched, reading: await placeReading(watched.map(({ place }) => place)) };
  const read = await reading(`captures under ${destination}`, () =>
    readCaptures(
      source,
      baseline,
      { columns, reading: forms, predictions },
      sharing && { sharing, countedBy: JSON.stringify([baselineName(origin), drift]) },
    ),
  );
  if ("of" in read) return { result: "counting", ...read };
  const { state, records, late, unread } = read;
  const { rows } = state;
  const before = await reading(`what windows before showed, in ${folder.uri}`, () =>
    historyBefore(source, baselineName(origin), baseline),
  );
  const { assessment, start, history } = assessByPolicy(
    baseline,
    { start: window.start.toISOString(), end: window.end.toISOString(), ...shownBy(state) },
    policy,
    before,
  );
  const pooled = { ...window, start: new Date(start) };
  const told = namedWindow(endpoint, captureSchedule, pooled);
  const features = assessment.result === "assessed" ? assessment.features : [];
  const mismatch = readMismatch(baseline, drift.columns ?? null, read, watched);
  let problem: WindowProblem | null;
  if (assessment.result === "assessed") {
    problem = whyInPart({ rows: assessment.rows, records, unread, mismatch });
    await writeViolations(folder, violationsDocument(features));
    await emitDriftReport({
      ...told,
      source: "driftwheel",
      rows: assessment.rows,
      features: [...features],
      evidence: assessment.evidence,
      report: folder.uri,
      unread: written(unread),
      problem,
      baseline: origin,
    });
  } else {
    const requests =
      rows === 0 && unread.lines === 0
        ? await reading(`CloudWatch's Invocations of ${endpoint}`, () => requestsIn(serves, window))
        : null;
    const place = `${destination.replace(/\/$/, "")}/${endpoint}/`;
    problem = whyNotJudged({ rows, records, minRows: drift.minRows, unread, mismatch, requests, place });
    await emitNotJudged({
      ...namedWindow(endpoint, captureSchedule, window),
      rows,
      unread: written(unread),
      problem,
    });
  }
  windowMetrics({
    endpoint,
    end: window.end,
    rows,
    late,
    unread: unread.lines,
    features,
    named: drift.metrics ?? null,
    sources: sourcesOf(baseline),
  });
  const { notes } = baseline;
  const estimated = writtenEstimate(baseline, state.estimated ?? null);
  const driftwheel = {
    late,
    unread,
    history,
    ...(watched.length > 0 && { predictions: read.predictions }),
    ...(estimated && { estimated }),
    ...(notes && { baselineNotes: notes }),
  };
  await writeStatistics(folder, { ...windowStatistics(baseline, state), driftwheel });
  return {
    result: assessment.result === "assessed" ? "assessed" : "not-judged",
    rows,
    late,
    unread: unread.lines,
    violated: features.filter(({ violated }) => violated).map(({ feature }) => feature),
    reason: problem?.words ?? unread.reasons[0]?.reason ?? null,
  };
}

/** Which baseline it is: another file, or the same written anew, is another. */
function baselineName({ uri, writtenAt }: BaselineOrigin): string {
  return `${uri} ${writtenAt ?? ""}`;
}

type FoundBaseline =
  | { readonly ok: true; readonly baseline: Baseline; readonly origin: BaselineOrigin }
  | { readonly ok: false; readonly problem: WindowProblem };

async function baselineOf(serves: Served, drift: ModelPolicy["drift"]): Promise<FoundBaseline> {
  const found = await championBaseline(serves, drift.baseline ?? null);
  if (!found.ok) return found;
  const { origin } = found;
  const parsed = parseBaseline(found.text);
  if (parsed.ok) return { ok: true, baseline: parsed.baseline, origin };
  return { ok: false, problem: { reason: "no-baseline", words: `${origin.uri}: ${parsed.reason}.` } };
}

/** How often the endpoint was asked; CloudWatch's client is loaded where nothing was captured. A batch without a job was not. */
async function requestsIn(
  { name: endpoint, route, championIn }: Served,
  window: ClosedWindow,
): Promise<number> {
  if (route !== null) return 0;
  const { findEndpoint } = await import("@driftwheel/aws/facts/endpoint.ts");
  const { countInvocations } = await import("@driftwheel/aws/metrics/invocations.ts");
  const { variants, traits } = await findEndpoint(endpoint, undefined, championIn);
  const kind = traits?.asynchronous ? "asynchronous" : "usual";
  return countInvocations(endpoint, { variants: variants.map(({ name }) => name), kind }, window);
}

/** As an event's writer takes it. */
function written({ reasons, ...unread }: Unread) {
  return { ...unread, reasons: [...reasons] };
}

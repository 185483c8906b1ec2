import type { Asked } from "@driftwheel/aws/check/asked.ts";
import type { CaptureSettings } from "@driftwheel/aws/check/capture-settings.ts";
import type { NewestLines } from "@driftwheel/aws/check/newest-lines.ts";
import type { ChampionBaseline } from "@driftwheel/aws/monitor/champion-baseline.ts";
import { type Baseline, parseBaseline } from "@driftwheel/core/monitor/baseline/baseline.ts";
import { captureColumns } from "@driftwheel/core/monitor/captures/capture-columns.ts";
import { CaptureReader } from "@driftwheel/core/monitor/captures/capture-reader.ts";
import { predictionsOf } from "@driftwheel/core/monitor/captures/watched-predictions.ts";
import { columnNames } from "@driftwheel/core/monitor/derived/derived-names.ts";
import type { PayloadReading } from "@driftwheel/core/monitor/payloads/payload.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { nearest } from "@driftwheel/core/policy/refusal/nearest.ts";
import { error, ok, type Said, unknown, warning } from "./finding.ts";

const folder = (uri: string) => uri.replace(/\/*$/, "/");

/** Whether the endpoint captures what the monitor and the watch on quality read, and where they read it. */
export function judgeCapture(
  asked: Asked<CaptureSettings | null>,
  { endpoint, drift, quality }: ModelPolicy,
): readonly Said[] {
  const place = ["drift.capture", drift.capture ?? null] as const;
  if (!asked.known) return [unknown(asked, place)];
  const capture = asked.answer;
  if (!capture?.enabled) {
    return [
      error(
        ["endpoint", endpoint ?? null],
        "captures no data, so nothing can be watched",
        "give its config a DataCaptureConfig with EnableCapture and CaptureOptions Input and Output",
      ),
    ];
  }
  const said: Said[] = [];
  if (!capture.started)
    said.push(
      error(
        ["endpoint", endpoint ?? null],
        "its data capture is stopped",
        "update the endpoint with its DataCaptureConfig once more",
      ),
    );
  if (drift.capture !== undefined && folder(drift.capture) !== folder(capture.destination)) {
    said.push(
      error(
        place,
        `the endpoint captures to ${capture.destination}`,
        `write capture: ${JSON.stringify(capture.destination)}, or leave it out`,
      ),
    );
  }
  if (!capture.input)
    said.push(
      error(
        ["endpoint", endpoint ?? null],
        "captures no requests",
        'add { CaptureMode: "Input" } to CaptureOptions',
      ),
    );
  if (quality && !capture.output)
    said.push(
      error(
        ["quality.groundTruth", quality.groundTruth],
        "the endpoint captures no answers to compare labels with",
        'add { CaptureMode: "Output" } to CaptureOptions',
      ),
    );
  if (capture.sampling === 0) {
    said.push(
      error(
        ["endpoint", endpoint ?? null],
        "captures 0% of its requests",
        "set InitialSamplingPercentage to 100",
      ),
    );
  } else if (quality && capture.sampling < 100) {
    said.push(
      warning(
        ["quality.groundTruth", quality.groundTruth],
        `${capture.sampling}% of the requests are captured, and labels of the others are never joined`,
        "set InitialSamplingPercentage to 100, or count on fewer labels than minLabels",
      ),
    );
  }
  if (said.length > 0) return said;
  // Types with a parameter or a suffix (`; header=present`, `+json`) cannot be listed and come in BASE64, which is read too.
  // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CaptureContentTypeHeader.html
  const listed = [...capture.csvTypes, ...capture.jsonTypes].join(", ");
  return [
    ok(
      `${capture.sampling}% of the requests to ${capture.destination}, ${listed === "" ? "all" : `${listed} as text, others`} in BASE64`,
    ),
  ];
}

/** Whether the baseline can be read and has the columns that the policy names. */
export function judgeBaseline(
  asked: Asked<ChampionBaseline>,
  { drift }: ModelPolicy,
): { readonly said: readonly Said[]; readonly baseline: Baseline | null } {
  const place = ["drift.baseline", drift.baseline ?? null] as const;
  const none = (one: Said) => ({ said: [one], baseline: null });
  if (!asked.known) return none(unknown(asked, place));
  if (!asked.answer.ok) {
    return none(
      error(
        place,
        asked.answer.problem.words.replace(/\.$/, ""),
        "register the champion with DriftCheckBaselines.ModelDataQuality.Statistics, or write drift.baseline; `driftwheel baseline` makes the file",
      ),
    );
  }
  const {
    origin: { uri },
    text,
  } = asked.answer;
  const parsed = parseBaseline(text);
  if (!parsed.ok)
    return none(error(place, `${uri}: ${parsed.reason}`, "make it anew with `driftwheel baseline`"));
  const { baseline } = parsed;
  const names = columnNames(baseline);
  const features = baseline.features.map(({ name }) => name);
  const said = [
    ...unknownColumns(
      "columns",
      (drift.columns ?? []).flatMap((name) => name ?? []),
      names,
    ),
    ...unknownColumns("metrics", drift.metrics ?? [], [...new Set([...names, ...features])]),
  ];
  const answers = new Set(predictionsOf(baseline, drift).map(({ name }) => name));
  const unnamed = drift.columns
    ? names.filter((name) => !drift.columns?.includes(name) && !answers.has(name))
    : [];
  if (unnamed.length > 0) {
    said.push(
      warning(
        ["drift.columns", `${drift.columns?.length ?? 0} names`],
        `the baseline has ${listed(unnamed)} besides, which would never be seen`,
        "name every captured column in its order, or leave them out of the baseline",
      ),
    );
  }
  if (baseline.skipped.length > 0) {
    said.push(
      warning(
        place,
        `${listed(baseline.skipped)} cannot be watched: the baseline does not know what they are`,
        "make it anew with `driftwheel baseline`",
      ),
    );
  }
  return {
    said: said.length > 0 ? said : [ok(`${uri}: ${features.length} features of ${baseline.rows} rows`)],
    baseline,
  };
}

function unknownColumns(
  field: "columns" | "metrics",
  named: readonly string[],
  names: readonly string[],
): Said[] {
  const unknown = named.filter((name) => !names.includes(name));
  if (unknown.length === 0) return [];
  const meant = nearest(unknown[0] ?? "", names);
  return [
    error(
      [`drift.${field}`, listed(unknown)],
      `the baseline has no such feature; it has ${listed(names)}`,
      meant === null ? "name the baseline's features" : `did you mean ${JSON.stringify(meant)}?`,
    ),
  ];
}

/** Whether the last captures can be read by the baseline's columns. */
export function judgeCaptures(
  asked: Asked<NewestLines | null>,
  { endpoint, drift }: ModelPolicy,
  baseline: Baseline | null,
  reading: PayloadReading,
): Said {
  const { predictionLog } = drift;
  const place =
    predictionLog === undefined
      ? (["drift.capture", drift.capture ?? null] as const)
      : (["drift.predictionLog", predictionLog] as const);
  if (!asked.known) return unknown(asked, place);
  const newest = asked.answer;
  if (!newest) {
    return predictionLog === undefined
      ? warning(
          place,
          `there is no capture file of ${endpoint} yet`,
          "send the endpoint a request, wait some minutes, and check again",
        )
      : warning(
          place,
          `no prediction of ${endpoint} is logged yet`,
          `log one as docs/guides/drift-without-data-capture.md says, and check again`,
        );
  }
  if (!baseline) return ok(`${newest.file} is the newest`);
  const columns = captureColumns(baseline, drift.columns, predictionsOf(baseline, drift));
  const reader = new CaptureReader(baseline, columns, 0, reading);
  const lines = reader.file({ ranges: [{ start: 0, end: Number.POSITIVE_INFINITY }], timeless: true });
  lines.push(new TextEncoder().encode(`${newest.lines.join("\n")}\n`));
  lines.end();
  const { records, unread } = reader.result();
  if (unread.lines === 0) return ok(`${newest.file}: its first ${records} requests are read`);
  const reason = unread.reasons[0]?.reason ?? "its lines are not understood";
  const problem = `${newest.file}: ${unread.lines} of ${records + unread.lines} requests cannot be read: ${reason}`;
  const remedy = "make drift.columns, the baseline and what callers send agree";
  return records === 0 ? error(place, problem, remedy) : warning(place, problem, remedy);
}

function listed(names: readonly string[]): string {
  const more = names.length - 8;
  return names.slice(0, 8).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

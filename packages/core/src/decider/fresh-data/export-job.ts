import type { ModelPolicy } from "../../policy/policy.ts";
import { freshDataSource } from "../../policy/retrain/fresh-data-source.ts";
import { type ExportJob, sourceInWords } from "../../vocabulary/fresh-data.ts";
import type { ProcessingJobChanged } from "../../vocabulary/signal.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { ofSource } from "./evolve.ts";
import { restore } from "./trouble.ts";

/** The export job that the event tells the end of; null for any other job, and while it runs. */
export function exportJobOf(
  { job, status, at, failureReason }: ProcessingJobChanged,
  { retrain }: ModelPolicy,
): { readonly source: string; readonly job: ExportJob } | null {
  const source = retrain.freshData && freshDataSource(retrain.freshData);
  if (source?.kind !== "data-wrangler" || !job.startsWith(source.jobs)) return null;
  if (status !== "Completed" && status !== "Failed" && status !== "Stopped") return null;
  return { source: sourceInWords(source), job: { name: job, status, at, failureReason } };
}

/** What became of a job that exports data: people are told of one that failed, until one ends well. */
export function followExportJob(
  pending: PendingEntries,
  source: string,
  job: ExportJob,
  signal: string,
): void {
  const known = ofSource(pending.state, source).lastJob;
  // The sweep and the event tell of the same end, and an older one may be told of last.
  if (known && (known.name === job.name || known.at >= job.at)) return;
  const reason =
    job.failureReason ?? (job.status === "Failed" ? "it gives no reason" : "somebody stopped it");
  const because =
    job.status === "Completed"
      ? `Data Wrangler's job ${job.name} has exported.`
      : `Data Wrangler's job ${job.name} ${job.status === "Failed" ? "failed" : "was stopped"}: ${reason}`;
  const { sequence } = pending.write("signal-observed", because, { signal, exportJob: { source, job } });
  if (job.status === "Completed") {
    restore(pending, source, "job-failed", because, sequence);
    return;
  }
  if (ofSource(pending.state, source).lost["job-failed"]) return;
  pending.write("fresh-data-lost", because, { source, trouble: "job-failed", since: job.at }, sequence);
}

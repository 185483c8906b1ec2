import type { MonitorEnvironment } from "../container/monitor-environment.ts";
import type { DatasetForm } from "./read-dataset.ts";

/** How Model Monitor's `dataset_format` is read here. */
export function formOf(format: MonitorEnvironment["dataset_format"]): DatasetForm {
  if ("csv" in format) return { format: "csv", header: format.csv.header };
  return { format: "json" in format ? "json-lines" : "parquet", header: null };
}

/** Where Model Monitor writes a run's reports: `<output>/<endpoint>/<schedule>/YYYY/MM/DD/HH`. */
export interface MonitorLayout {
  readonly endpoint: string;
  readonly schedule: string;
  /** The hour that the folder is named after: the end of the run's window. ISO 8601 UTC. */
  readonly windowEnd: string;
}

/**
 * Reads Model Monitor's folder layout from the folder of a report (no file name), or null.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-interpreting-results.html
 */
export function monitorLayout(folder: string): MonitorLayout | null {
  const [hour = "", day = "", month = "", year = "", schedule = "", endpoint = ""] = folder
    .replace(/\/$/, "")
    .split("/")
    .reverse();
  if (!endpoint || !schedule || !/^\d{4}$/.test(year)) return null;
  if (![month, day, hour].every((part) => /^\d{2}$/.test(part))) return null;
  const windowEnd = `${year}-${month}-${day}T${hour}:00:00.000Z`;
  const time = Date.parse(windowEnd);
  // Dates that do not exist (30 February) would roll over to another day.
  if (Number.isNaN(time) || new Date(time).toISOString() !== windowEnd) return null;
  return { endpoint, schedule, windowEnd };
}

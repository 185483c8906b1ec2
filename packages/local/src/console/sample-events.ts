export interface Sample {
  readonly name: string;
  /** What it is, and what Driftwheel does with it, in a line. */
  readonly about: string;
  readonly bus: "default" | "driftwheel";
  readonly source: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

interface Place {
  readonly model: string;
  readonly endpoint: string;
  /** Who watches the model: what else says that it does is not believed. */
  readonly monitor: string;
  readonly now: Date;
}

const hour = 3_600_000;

/** Events as they could come for a model now. */
export function samplesOf({ model, endpoint, monitor, now }: Place): readonly Sample[] {
  const window = (violated: boolean) => ({
    endpoint,
    source: monitor,
    schedule: null,
    windowStart: new Date(now.getTime() - hour).toISOString(),
    windowEnd: now.toISOString(),
    rows: 480,
    features: [
      {
        feature: "wind",
        check: "baseline_drift_check",
        violated,
        distance: violated ? 0.71 : 0.03,
        threshold: 0.2,
        pValue: violated ? 0.000_02 : 0.62,
        description: `PSI ${violated ? "0.71" : "0.03"} over 480 rows`,
      },
    ],
    report: "s3://samples/report.json",
  });
  const report = { bus: "default", source: "driftwheel.monitor", detailType: "Drift Report" } as const;
  return [
    {
      name: "A window without drift",
      about: "A monitor tells of the last hour, and all is as it was",
      ...report,
      detail: window(false),
    },
    {
      name: "A window with drift",
      about: "A monitor tells of the last hour, and wind is far from its baseline",
      ...report,
      detail: window(true),
    },
    {
      name: "New data",
      about: "Somebody else's system says that there are new labels",
      ...{ bus: "default", source: "driftwheel.hook", detailType: "New Data" },
      detail: {
        model,
        source: "labels",
        description: "412 labelled rows",
        key: `sample ${now.toISOString()}`,
      },
    },
    {
      name: "Pause, by an event",
      about: "A person's command, as a tool on the bus gives it",
      ...{ bus: "driftwheel", source: "driftwheel.command", detailType: "Command Given" },
      detail: { model, command: { name: "pause" }, by: "a sample", reason: "To see what an event does." },
    },
    {
      name: "The endpoint is in service",
      about: "SageMaker tells that the endpoint has changed; Driftwheel looks whether it is as expected",
      ...{ bus: "default", source: "aws.sagemaker", detailType: "SageMaker Endpoint State Change" },
      detail: { EndpointName: endpoint, EndpointStatus: "IN_SERVICE" },
    },
  ];
}

/** How long things take and may take on this machine, in milliseconds. */
export interface Settings {
  /** A serving process must answer GET /ping with 200 within this, unless its variant says otherwise. */
  readonly healthDeadline: number;
  /** Between two pings of a process that is starting. */
  readonly pingInterval: number;
  /** From SIGTERM to SIGKILL for a job that is stopped; the service gives 120 seconds. */
  readonly stopGrace: number;
  /** Checkpoints that have changed are written to S3 this often. */
  readonly checkpointInterval: number;
  /** From the interruption of a spot job until there is capacity for it again. */
  readonly capacityDelay: number;
  /** Captured requests are written to S3 at most this often. */
  readonly captureInterval: number;
  /** How long an endpoint is Updating when only weights or capacities change. */
  readonly weightsDelay: number;
  /** How long notebook instances and what Studio has are Pending, Stopping, Updating or Deleting. */
  readonly settlingDelay: number;
  /** How long a feature group is Creating, or Deleting. */
  readonly featureGroupDelay: number;
  /** Records are gathered for so long before they are written to the offline store; the service takes up to 15 minutes. */
  readonly offlineStoreDelay: number;
  /** The longest a model may take for one answer. */
  readonly invocationTimeout: number;
  /** New compute of a serverless endpoint takes so long; the service's takes seconds. */
  readonly coldStart: number;
  /** And stays so long without a request. */
  readonly serverlessIdle: number;
  /** Queues of asynchronous endpoints are measured this often; the service does each minute. */
  readonly backlogInterval: number;
  /** How long a second of an asynchronous request's time to live, and of its timeout, lasts. */
  readonly requestSecond: number;
}

export const defaultSettings: Settings = {
  healthDeadline: 60_000,
  pingInterval: 50,
  stopGrace: 5_000,
  checkpointInterval: 1_000,
  capacityDelay: 1_000,
  captureInterval: 1_000,
  weightsDelay: 200,
  settlingDelay: 200,
  featureGroupDelay: 200,
  offlineStoreDelay: 1_000,
  invocationTimeout: 60_000,
  coldStart: 100,
  serverlessIdle: 60_000,
  backlogInterval: 1_000,
  requestSecond: 1_000,
};

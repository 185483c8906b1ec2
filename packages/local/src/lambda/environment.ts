export interface Names {
  /** Prefix of queues, functions and the like. */
  readonly prefix: string;
  readonly ledgerTable: string;
  readonly bus: string;
  readonly topicPage: string;
  readonly topicNotify: string;
  readonly topicInfo: string;
  /** SSM parameter with the key that links are signed with. */
  readonly linkSecret: string;
}

export const names: Names = {
  prefix: "driftwheel-",
  ledgerTable: "driftwheel-ledger",
  bus: "driftwheel",
  topicPage: "driftwheel-page",
  topicNotify: "driftwheel-notify",
  topicInfo: "driftwheel-info",
  linkSecret: "/driftwheel/links/key",
};

/** What Driftwheel's functions read from their environment; set in this process, since they run in it. */
export function functionEnvironment(place: {
  readonly url: string;
  readonly apiUrl: string;
  readonly region: string;
  readonly account: string;
}): Readonly<Record<string, string>> {
  const topic = (name: string) => `arn:aws:sns:${place.region}:${place.account}:${name}`;
  const queue = (name: string) => `${place.url}/${place.account}/${names.prefix}${name}`;
  return {
    AWS_ENDPOINT_URL: place.url,
    AWS_REGION: place.region,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    DRIFTWHEEL_LEDGER_TABLE: names.ledgerTable,
    DRIFTWHEEL_BUS: names.bus,
    DRIFTWHEEL_TOPIC_PAGE: topic(names.topicPage),
    DRIFTWHEEL_TOPIC_NOTIFY: topic(names.topicNotify),
    DRIFTWHEEL_TOPIC_INFO: topic(names.topicInfo),
    // A durable function is called by a version, never by its bare name.
    DRIFTWHEEL_ROLLOUT_FUNCTION: `${names.prefix}rollout:$LATEST`,
    DRIFTWHEEL_DELIVERY_FUNCTION: `${names.prefix}delivery:$LATEST`,
    // Receivers of webhooks run on this machine, too.
    DRIFTWHEEL_WEBHOOKS_ALLOW: "loopback",
    DRIFTWHEEL_COMMAND_FUNCTION: `${names.prefix}command`,
    DRIFTWHEEL_MONITOR_QUEUE: queue("monitor"),
    DRIFTWHEEL_QUALITY_QUEUE: queue("quality"),
    DRIFTWHEEL_SWEEP_QUEUE: queue("sweep"),
    DRIFTWHEEL_PREDICTIONS_QUEUE: queue("predictions"),
    DRIFTWHEEL_API_URL: place.apiUrl,
    DRIFTWHEEL_ENTRIES_URL: place.apiUrl,
    DRIFTWHEEL_LINK_SECRET: names.linkSecret,
    // Whoever reaches this machine's loopback interface may do everything.
    DRIFTWHEEL_API_ROLES: JSON.stringify({ approver: ["*"] }),
    // Shorter than the queues' patience here: a failed message comes again after a second, five times.
    DRIFTWHEEL_GRACE_SECONDS: "2",
    POWERTOOLS_SERVICE_NAME: "driftwheel",
    POWERTOOLS_METRICS_NAMESPACE: "Driftwheel",
    POWERTOOLS_LOG_LEVEL: "ERROR",
    POWERTOOLS_METRICS_DISABLED: "true",
    POWERTOOLS_TRACE_ENABLED: "false",
  };
}

/** Sets variables of this process; the answer puts back what was there. */
export function setEnvironment(variables: Readonly<Record<string, string>>): () => void {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}

import * as z from "zod";

/** https://mlflow.org/docs/latest/api_reference/rest-api.html; empty lists are left out of its answers. */
const keysAndValues = z.array(z.object({ key: z.string(), value: z.union([z.string(), z.number()]) }));
const modelVersion = z.object({
  version: z.string(),
  run_id: z.string().default(""),
  aliases: z.array(z.string()).default([]),
  tags: keysAndValues.default([]),
});
const versions = z.object({ model_versions: z.array(modelVersion).default([]) });
const runAnswer = z.object({
  run: z.object({
    info: z.object({ run_id: z.string() }),
    data: z.object({ metrics: keysAndValues.default([]) }).default({ metrics: [] }),
  }),
});
const aliased = z.object({ model_version: modelVersion });
const tested = z.object({
  result: z.object({ success: z.boolean(), error_message: z.string().optional() }),
});

export interface Version {
  readonly version: string;
  readonly runId: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** One registered model of MLflow's registry, by its REST API. Everything rejects with MLflow's own words. */
export class Registry {
  readonly #url: string;
  readonly #name: string;

  constructor(url: string, name: string) {
    this.#url = `${url}/api/2.0/mlflow`;
    this.#name = name;
  }

  /** None before the model is registered. */
  async versions(): Promise<readonly Version[]> {
    const answer = await this.#get("model-versions/search", { filter: `name='${this.#name}'` });
    return versions.parse(answer).model_versions.map(asVersion);
  }

  async withAlias(alias: string): Promise<Version> {
    const answer = await this.#get("registered-models/alias", { name: this.#name, alias });
    return asVersion(aliased.parse(answer).model_version);
  }

  async setAlias(alias: string, version: string): Promise<void> {
    await this.#send("POST", "registered-models/alias", { name: this.#name, alias, version });
  }

  async removeAlias(alias: string): Promise<void> {
    await this.#send("DELETE", "registered-models/alias", { name: this.#name, alias });
  }

  async setTag(version: string, key: string, value: string): Promise<void> {
    await this.#send("POST", "model-versions/set-tag", { name: this.#name, version, key, value });
  }

  async metrics(runId: string): Promise<Readonly<Record<string, number>>> {
    const { run } = runAnswer.parse(await this.#get("runs/get", { run_id: runId }));
    return Object.fromEntries(run.data.metrics.map(({ key, value }) => [key, Number(value)]));
  }

  /** Begins a run in MLflow's own first experiment. */
  async beginRun(name: string): Promise<string> {
    const asked = { experiment_id: "0", run_name: name, start_time: Date.now() };
    return runAnswer.parse(await this.#send("POST", "runs/create", asked)).run.info.run_id;
  }

  async logMetric(runId: string, key: string, value: number, step: number): Promise<void> {
    await this.#send("POST", "runs/log-metric", { run_id: runId, key, value, step, timestamp: Date.now() });
  }

  /** Has MLflow tell of aliases and tags that are set, and try it once. */
  async addWebhook(url: string, secret: string): Promise<void> {
    const events = [
      { entity: "MODEL_VERSION_ALIAS", action: "CREATED" },
      { entity: "MODEL_VERSION_TAG", action: "SET" },
    ];
    const answer = await this.#send("POST", "webhooks", { name: "driftwheel", url, events, secret });
    const { webhook } = z.object({ webhook: z.object({ webhook_id: z.string() }) }).parse(answer);
    const { result } = tested.parse(await this.#send("POST", `webhooks/${webhook.webhook_id}/test`, {}));
    if (!result.success)
      throw new Error(`MLflow's webhook does not reach Driftwheel: ${result.error_message}`);
  }

  #get(path: string, query: Readonly<Record<string, string>>): Promise<unknown> {
    return this.#ask(`${path}?${new URLSearchParams(query).toString()}`, { method: "GET" });
  }

  #send(method: "POST" | "DELETE", path: string, body: object): Promise<unknown> {
    return this.#ask(path, {
      method,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  }

  async #ask(path: string, request: RequestInit): Promise<unknown> {
    const response = await fetch(`${this.#url}/${path}`, request);
    const text = await response.text();
    if (!response.ok) throw new Error(`MLflow answers ${response.status} to ${path}: ${text}`);
    return JSON.parse(text);
  }
}

function asVersion({ version, run_id, tags }: z.output<typeof modelVersion>): Version {
  return {
    version,
    runId: run_id,
    tags: Object.fromEntries(tags.map(({ key, value }) => [key, String(value)])),
  };
}

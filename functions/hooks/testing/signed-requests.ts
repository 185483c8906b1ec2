import { createHmac } from "node:crypto";
import type { PayloadTwo } from "@driftwheel/webhooks/inbound/request/lambda-request.ts";
import { Webhook } from "standardwebhooks";
import { hookSecrets } from "./hook-fleet.ts";

export interface Signed {
  readonly source: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly base64?: boolean;
}

export function payloadOf({ source, headers, body, base64 = false }: Signed): PayloadTwo {
  return { pathParameters: { source }, headers, body, isBase64Encoded: base64 };
}

function secretOf(source: string): string {
  const [secret] = hookSecrets.get(`/driftwheel/hooks/${source}`) ?? [];
  if (secret === undefined) throw new Error(`no secret for ${source}`);
  return secret;
}

const json = { "content-type": "application/json" };

/** A request of Standard Webhooks, signed by the public package. */
export function lake(id: string, at: Date, body: object | string, secret = secretOf("lake")): Signed {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return {
    source: "lake",
    headers: {
      ...json,
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": new Webhook(secret).sign(id, at, text),
    },
    body: text,
  };
}

export function github(event: string, body: object | string): Signed {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return {
    source: "github",
    headers: {
      ...json,
      "x-github-event": event,
      "x-github-delivery": "7d1c2f60-0000-11f1-8000-000000000001",
      "x-hub-signature-256": `sha256=${createHmac("sha256", secretOf("github")).update(text).digest("hex")}`,
    },
    body: text,
  };
}

/** A request of MLflow 3, signed as its server signs. */
export function mlflow(id: string, at: Date, event: string, data: object): Signed {
  const [entity, action] = event.split(".");
  const text = JSON.stringify({ entity, action, timestamp: at.toISOString(), data });
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac("sha256", secretOf("registry"))
    .update(`${id}.${timestamp}.${text}`)
    .digest("base64");
  return {
    source: "registry",
    headers: {
      ...json,
      "x-mlflow-delivery-id": id,
      "x-mlflow-timestamp": timestamp,
      "x-mlflow-signature": `v1,${signature}`,
    },
    body: text,
  };
}

export const watcher = (body: object): Signed => watcherText(JSON.stringify(body));

export function watcherText(text: string): Signed {
  const signature = createHmac("sha256", secretOf("watcher")).update(text).digest("base64");
  return {
    source: "watcher",
    headers: { ...json, "x-watcher-signature": `sha256 ${signature}` },
    body: text,
  };
}

export function plain(body: object): Signed {
  const text = JSON.stringify(body);
  const signature = createHmac("sha256", secretOf("plain")).update(text).digest("hex");
  return { source: "plain", headers: { ...json, "x-signature": signature }, body: text };
}

export const push = (ref: string, after: string) =>
  github("push", {
    ref,
    before: "0f3d6c1",
    after,
    commits: [{ id: after, message: "Höhere Flut 🌊" }],
    pusher: { name: "ebb" },
  });

export const workflowRun = (id: number, conclusion = "success") =>
  github("workflow_run", {
    action: "completed",
    workflow_run: { id, run_attempt: 1, name: "label tides", conclusion },
    workflow: { id: 4 },
  });

export const release = (tag: string) =>
  github("release", { action: "published", release: { id: 77, tag_name: tag }, sender: { login: "flow" } });

export const driftReport = (rows: number) =>
  watcher({
    report: {
      windowStart: "2026-05-04T08:00:00Z",
      windowEnd: "2026-05-04T09:00:00Z",
      rows,
      schedule: "watcher",
      features: [{ feature: "wind", check: "baseline_drift_check", violated: true, distance: 0.4 }],
    },
  });

import { replay } from "@driftwheel/core/decider/evolve.ts";
import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { policyInput } from "@driftwheel/core/policy/testing/fleet.ts";
import { expect, it } from "vitest";
import { sampleLedger } from "../../../cli/test/sample-ledger.ts";
import { createLedgerApi } from "../ledger-api.ts";
import type { ReadingPorts } from "../ports.ts";

const tracked = defineFleet({
  models: { frost: policyInput("frost", {}) },
  experiments: { mlflow: { url: "https://mlflow.example" } },
  studio: { domain: "d-frost" },
});
const run = async (_model: string, key: string) => `https://mlflow.example/#/${key.split("/")[1]}`;
const endpoint =
  "https://eu-central-1.console.aws.amazon.com/sagemaker/home?region=eu-central-1#/endpoints/frost-prod";
const studio = "https://studio-d-frost.studio.eu-central-1.sagemaker.aws";

/** What is answered at a path, where the ledger has so many entries. */
async function answer(path: string, replaced: Partial<ReadingPorts> = {}, length = sampleLedger.length) {
  const entries = sampleLedger.slice(0, length);
  const warnings: string[] = [];
  const app = createLedgerApi({
    fleet: tracked,
    ledger: { read: async () => entries, state: async (model) => replay(model, entries) },
    pages: { place: { region: "eu-central-1", studioDomain: "d-frost" }, run },
    warn: (message, error) => warnings.push(`${message}: ${String(error)}`),
    ...replaced,
  });
  const response = await app.request(path);
  expect(response.status).toBe(200);
  // Every answer that is asked for here has them.
  const { links } = (await response.json()) as { readonly links: readonly { readonly url: string }[] };
  return { urls: links.map(({ url }) => url), warnings };
}

it("an entry leads to what it is about, to what led to it, and to its run", async () => {
  const rejected = sampleLedger.findIndex(({ kind }) => kind === "candidate-accepted") + 1;
  expect((await answer(`/models/frost/entries/${rejected}`)).urls).toEqual([
    `${studio}/models/registered-models/frost/versions`,
    `${studio}/pipelines/view/frost-train/executions/w2k8d0v5n1qz/graph`,
    "https://mlflow.example/#/retraining",
  ]);
});

it("a model leads to its endpoint, to what is on trial, and to the run that goes on", async () => {
  const trial = sampleLedger.findIndex(({ kind }) => kind === "rollout-started") + 1;
  expect((await answer("/models/frost", {}, trial)).urls).toEqual([
    `${studio}/models/registered-models/frost/versions`,
    endpoint,
    "https://mlflow.example/#/rollout",
  ]);
});

it("a rollout leads to its challenger, its endpoint and both runs", async () => {
  expect((await answer("/models/frost/rollouts/frost-v5-1")).urls).toEqual([
    `${studio}/models/registered-models/frost/versions`,
    endpoint,
    "https://mlflow.example/#/retraining",
    "https://mlflow.example/#/rollout",
  ]);
});

it("where nobody knows of a page there is none", async () => {
  expect(
    (await answer("/models/frost/entries/5", { pages: { place: null, run: async () => null } })).urls,
  ).toEqual([]);
});

it("a fleet without experiments asks for no run", async () => {
  const fleet = defineFleet({ models: { frost: policyInput("frost", {}) } });
  const refuse = async () => {
    throw new Error("nobody is to be asked");
  };
  const place = { region: "eu-central-1", studioDomain: null };
  const { urls, warnings } = await answer("/models/frost", { fleet, pages: { place, run: refuse } });
  expect(urls).toEqual([endpoint]);
  expect(warnings).toEqual([]);
});

it("an answer comes without the page of a run that cannot be read", async () => {
  const run = async () => {
    throw new Error("the table is busy");
  };
  const place = { region: "eu-central-1", studioDomain: null };
  const { urls, warnings } = await answer("/models/frost/rollouts/frost-v5-1", { pages: { place, run } });
  expect(urls).toEqual([endpoint]);
  expect(warnings).toEqual(["the page of a run cannot be read: Error: the table is busy"]);
});

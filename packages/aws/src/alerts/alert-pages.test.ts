import { afterAll, beforeAll, expect, it } from "vitest";
import { sampleLedger } from "../../../cli/test/sample-ledger.ts";
import { dynamoRunPages } from "../experiments/run-pages.ts";
import { dynamoLedger } from "../ledger/ledger.ts";
import { startDynamoDb, type TestDynamoDb } from "../testing/dynamodb.ts";
import { pointTo } from "../testing/json-wire.ts";
import { alertPages } from "./alert-pages.ts";

let database: TestDynamoDb;
const warnings: string[] = [];
const warn = (message: string) => void warnings.push(message);
const place = { region: "eu-central-1", studioDomain: "d-frost" };
const run = "https://mlflow.example/#/experiments/3/runs/a1";

beforeAll(async () => {
  database = await startDynamoDb();
  pointTo(database.endpoint);
  await database.createTable("pages");
  await dynamoLedger({ table: "pages" }).append("frost", sampleLedger);
  const [began] = sampleLedger.filter(({ kind }) => kind === "retraining-requested");
  await dynamoRunPages({ table: "pages" }).keep("frost", `frost/retraining/3/${began?.at}`, run);
});
afterAll(() => database.close());

const alert = {
  model: "frost",
  about: 6,
  resources: {
    endpoint: "frost-prod",
    execution: "arn:aws:sagemaker:eu-central-1:123456789012:pipeline/frost-train/execution/w2k8",
  },
};
const shown = [
  {
    label: "Pipeline execution w2k8",
    url: "https://studio-d-frost.studio.eu-central-1.sagemaker.aws/pipelines/view/frost-train/executions/w2k8/graph",
  },
  {
    label: "Endpoint frost-prod",
    url: "https://eu-central-1.console.aws.amazon.com/sagemaker/home?region=eu-central-1#/endpoints/frost-prod",
  },
];

it("an alert leads to what it is about, and to the run that is told of its entry", async () => {
  const pages = alertPages({ place, table: "pages", tracked: true, warn });
  expect(await pages(alert)).toEqual([...shown, { label: "MLflow run driftwheel-frost-3", url: run }]);
});

it("an alert of an entry that no run is told of leads to none", async () => {
  const pages = alertPages({ place, table: "pages", tracked: true, warn });
  expect(await pages({ ...alert, about: 1 })).toEqual(shown);
});

it("an alert of before, and one of a fleet without experiments, lead where they can", async () => {
  const pages = alertPages({ place, table: "no such table", tracked: false, warn });
  expect(await pages(alert)).toEqual(shown);
  expect(await pages({ model: "frost" })).toEqual([]);
});

it("an alert leaves without the page of its run where that cannot be read", async () => {
  const pages = alertPages({ place: null, table: "no such table", tracked: true, warn });
  expect(await pages(alert)).toEqual([]);
  expect(warnings).toEqual([expect.stringContaining("an alert has no link to its run: ")]);
});

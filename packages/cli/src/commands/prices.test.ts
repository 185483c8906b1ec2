import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";
import { type } from "../../test/terminal.ts";

const header = [
  ...["SKU", "OfferTermCode", "RateCode", "TermType", "PriceDescription", "EffectiveDate", "StartingRange"],
  ...["EndingRange", "Unit", "PricePerUnit", "Currency", "Product Family", "serviceCode", "Location"],
  ...["Instance Type", "usageType", "operation", "PlatoInstanceType", "Region Code"],
];

interface Priced {
  readonly usageType: string;
  readonly price: string;
  readonly term?: string;
  readonly unit?: string;
  readonly starts?: string;
}

function row({ usageType, price, term = "OnDemand", unit = "Hrs", starts = "0" }: Priced): readonly string[] {
  return [
    ...["SKU1", "JRTC", "RATE1", term, `$${price} per hour, on demand`, "2026-09-01", starts, "Inf"],
    ...[unit, price, "USD", "ML Instance", "AmazonSageMaker", "Somewhere", "", usageType, "RunInstance"],
    ...["", "nw-far-1"],
  ];
}

/** An offer file with as many rows that nobody needs as a real one has columns. */
const functions: Record<string, string> = {
  "nw-far-1": offer(
    [
      ["NWF1-Lambda-GB-Second-ARM", "0.0000133334"],
      ["NWF1-Lambda-GB-Second", "0.0000166667"],
      ["NWF1-Request-ARM", "0.0000002"],
      ["NWF1-Request", "0.0000002"],
      ["NWF1-Lambda-Provisioned-GB-Second-ARM", "0.0000077778"],
      ["NWF1-Lambda-Edge-Request", "0.0000006"],
    ].map(([usageType = "", price = ""]) => ({ usageType, price, unit: "Lambda-GB-Second" })),
    "AWSLambda",
  ),
};

function offer(rows: readonly Priced[], code = "AmazonSageMaker"): string {
  const about = [
    ["FormatVersion", "v1.0"],
    ["Disclaimer", 'A list, "for information" only.'],
    ["Publication Date", "2026-10-14T00:03:13Z"],
    ["Version", "20261014000313"],
    ["OfferCode", code],
  ];
  return [...about, header, ...rows.map(row)]
    .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","))
    .join("\n");
}

const files: Record<string, string> = {
  "nw-far-1": offer([
    { usageType: "NWF1-Train:ml.m5.large", price: "0.1470000000" },
    { usageType: "NWF1-Host:ml.m5.large", price: "0.1612500000" },
    { usageType: "NWF1-Processing:ml.t3.medium", price: "0.0630000000" },
    { usageType: "NWF1-Tsform:ml.c5.xlarge", price: "0.2510000000" },
    { usageType: "NWF1-Notebk:ml.t3.medium", price: "0.0640000000" },
    { usageType: "NWF1-Studio:JupyterLab-ml.g4dn.xlarge", price: "0.9364000000" },
    { usageType: "NWF1-Studio:CodeEditor-ml.t3.medium", price: "0.0650000000" },
    { usageType: "NWF1-Studio:KernelGateway-ml.r5.24xlarge", price: "7.2500000000" },
    { usageType: "NWF1-Train:VolumeUsage.gp2", price: "0.1540000000", unit: "GB-Mo" },
    { usageType: "NWF1-Processing:VolumeUsage", price: "0.1100000000", unit: "GB-Mo" },
    { usageType: "NWF1-Studio:VolumeUsage.gp3", price: "0.1230000000", unit: "GB-Mo" },
    // Free, reserved, of another kind of volume, in another unit, of another kind, beyond a first tier, and with two prices.
    { usageType: "NWF1-Train:ml.m4.xlarge", price: "0.0000000000" },
    { usageType: "NWF1-Train:ml.c5.large", price: "0.0500000000", term: "Reserved" },
    { usageType: "NWF1-Train:VolumeUsage.gp9", price: "0.1500000000", unit: "GB-Mo" },
    { usageType: "NWF1-Host:VolumeUsage.gp2", price: "0.1600000000", unit: "Hrs" },
    { usageType: "NWF1-Processing_Geo:ml.m5.large", price: "0.3100000000" },
    { usageType: "NWF1-Host:ml.c5.large", price: "0.0100000000", starts: "100" },
    { usageType: "NWF1-Host:ml.g5.xlarge", price: "1.9000000000" },
    { usageType: "NWF1-Host:ml.g5.xlarge", price: "1.8000000000" },
  ]),
  "sw-far-2": offer([{ usageType: "Train:ml.m5.large", price: "0.2000000000" }]),
  "ec-two-1": offer([{ usageType: "BoxUsage:m5.large", price: "0.1" }], "AmazonEC2"),
};

let server: Server;
let url = "";
beforeAll(async () => {
  server = createServer((request, response) => {
    const [, service, region = ""] =
      /^\/offers\/v1\.0\/aws\/(AmazonSageMaker|AWSLambda)\/current\/([^/]+)\/index\.csv$/.exec(
        request.url ?? "",
      ) ?? [];
    const text = (service === "AWSLambda" ? functions : files)[region];
    response.writeHead(text === undefined ? 403 : 200).end(text);
  });
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  // A server that listens on a port has such an address.
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const pricesIn = (folder: string) => JSON.parse(readFileSync(join(folder, "driftwheel.prices.json"), "utf8"));

test("prices writes what instances, volumes and functions cost on demand, by region and use, and nothing that is free", async () => {
  const directory = temporaryFolder();
  const { code, out, hints } = await type(["prices", "--region", "nw-far-1", "--from", url, "--no-json"], {
    directory,
  });
  expect({ code, out, hints }).toEqual({
    code: 0,
    out: ["nw-far-1: 15 prices", "driftwheel.prices.json has what AWS published on 2026-10-14."],
    hints: ["nw-far-1: NWF1-Host:ml.g5.xlarge has more than one price, and is left out."],
  });
  expect(pricesIn(directory)).toEqual({
    currency: "USD",
    source: `${url}/offers/v1.0/aws/<service>/current/<region>/index.csv`,
    published: "2026-10-14",
    read: "2026-03-02",
    regions: {
      "nw-far-1": {
        training: { "ml.m5.large": "0.147" },
        processing: { "ml.t3.medium": "0.063" },
        transform: { "ml.c5.xlarge": "0.251" },
        hosting: { "ml.m5.large": "0.16125" },
        notebook: { "ml.t3.medium": "0.064" },
        "studio-jupyterlab": { "ml.g4dn.xlarge": "0.9364" },
        "studio-code-editor": { "ml.t3.medium": "0.065" },
        "studio-kernel-gateway": { "ml.r5.24xlarge": "7.25" },
        volumes: { training: "0.154", processing: "0.11", studio: "0.123" },
        functions: {
          arm64: { gigabyteSecond: "0.0000133334", millionRequests: "0.2" },
          x86_64: { gigabyteSecond: "0.0000166667", millionRequests: "0.2" },
        },
      },
    },
  });
});

test("prices without a region refreshes those of the file", async () => {
  const directory = temporaryFolder();
  const regions = ["--region", "nw-far-1", "--region", "sw-far-2"];
  await type(["prices", ...regions, "--from", url], { directory });
  const table = pricesIn(directory);
  writeFileSync(
    join(directory, "driftwheel.prices.json"),
    JSON.stringify({ ...table, regions: { ...table.regions, "sw-far-2": {} } }),
  );
  const { out, hints } = await type(["prices", "--from", url], { directory });
  expect(hints.join("\n")).toMatch(/sw-far-2: Lambda's prices are left out: .* was answered with 403/);
  expect(out.map((line) => JSON.parse(line))).toEqual([
    { file: "driftwheel.prices.json", published: "2026-10-14", regions: { "nw-far-1": 15, "sw-far-2": 1 } },
  ]);
  expect(pricesIn(directory).regions["sw-far-2"]).toEqual({ training: { "ml.m5.large": "0.2" } });
});

test.each([
  [["--region", "no-where-1"], 1, /was answered with 403; is there such a region/],
  [["--region", "ec-two-1"], 1, /is no offer file of AmazonSageMaker/],
  [["--region", "Ireland"], 2, /It must be a region such as "us-east-1"/],
  [[], 2, /There is no driftwheel\.prices\.json here to refresh; name a region/],
])("prices %j is refused, and says why", async (words, expected, message) => {
  const { code, hints } = await type(["prices", ...words, "--from", url]);
  expect(code).toBe(expected);
  expect(hints.join("\n")).toMatch(message);
});

test("prices that cannot be reached are told of with their address", async () => {
  const { code, hints } = await type(["prices", "--region", "nw-far-1", "--from", "http://127.0.0.1:1"]);
  expect({ code, hint: hints[0] }).toEqual({
    code: 1,
    hint: expect.stringContaining("http://127.0.0.1:1/offers/v1.0/aws/AmazonSageMaker/current/nw-far-1"),
  });
});

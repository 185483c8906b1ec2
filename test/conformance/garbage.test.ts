import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type LocalServer, startLocal } from "../../packages/local/src/server.ts";
import { modelledServices } from "../../packages/local/src/service-models/service-model.ts";
import { Exchange } from "./wire/exchange.ts";
import { signed, spoken } from "./wire/wire-request.ts";

let server: LocalServer;
let exchange: Exchange;

beforeAll(async () => {
  server = await startLocal({ region: "us-east-1" });
  exchange = new Exchange(server.url);
});

afterAll(async () => {
  exchange.close();
  await server.close();
});

const bodies = [
  "",
  "{",
  "null",
  "[]",
  '"x"',
  "\u0000",
  "<x>",
  "a=b&%zz",
  "Action=Publish&x.y.z",
  "\xff\xfe",
].map((text) => Buffer.from(text, "latin1"));
const contents = [
  { "content-type": "application/x-amz-json-1.0" },
  { "content-type": "application/x-www-form-urlencoded" },
  { "content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor" },
  { "content-type": "application/x-amz-json-1.1", "content-encoding": "gzip" },
];
const paths = [
  "/",
  "/%zz/%",
  "/bucket/%ff",
  "/bucket?delete",
  "/bucket/key?uploadId=x&partNumber=1",
  "/bucket?list-type=2&continuation-token=%00",
  "/endpoints/%zz/invocations",
  "/2015-03-31/functions/%zz/invocations",
  "/2025-12-01/durable-executions/%zz/stop",
  "/service/GraniteServiceVersion20100801/operation/PutMetricData",
];

it.each(modelledServices)(
  "what is no request of %s at all is refused, and nothing breaks",
  async (service) => {
    const { target } = spoken[service];
    for (const path of paths) {
      for (const body of bodies) {
        for (const content of contents) {
          const named =
            target === "" ? {} : { "x-amz-target": `${target}.${path === "/" ? "toString" : "PutItem"}` };
          for (const method of ["POST", "PUT", "GET", "DELETE"]) {
            const headers = { ...signed(service), ...content, ...(method === "POST" ? named : {}) };
            const sent = { protocol: "rest", method, path, headers, body } as const;
            const { status } = await exchange.send(sent);
            const what = `${method} ${path} ${JSON.stringify(content)} ${body.toString("latin1")}`;
            expect(status === 501 || status < 500, `${what}: ${status}`).toBe(true);
          }
        }
      }
    }
  },
);

it("a body that is packed as it says is read", async () => {
  const body = gzipSync("{}");
  const headers = {
    ...signed("sagemaker"),
    "content-type": "application/x-amz-json-1.1",
    "content-encoding": "gzip",
    "x-amz-target": "SageMaker.ListEndpoints",
  };
  expect((await exchange.send({ protocol: "json", method: "POST", path: "/", headers, body })).status).toBe(
    200,
  );
});

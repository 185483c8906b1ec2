import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { pointTo } from "../testing/json-wire.ts";
import { writtenFirst } from "./written-first.ts";

/** What the first write comes to where S3 answers so, one answer after the other. */
async function answered(...answers: readonly (readonly [number, string])[]): Promise<boolean | string> {
  const left = [...answers];
  const server = createServer((request, response) => {
    const [status, code] = left.shift() ?? [500, "InternalError"];
    request.resume().on("end", () => {
      response.writeHead(status, { "content-type": "application/xml" });
      response.end(status === 200 ? "" : `<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server of TCP that listens has an address with a port.
  pointTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  try {
    return await writtenFirst({ bucket: "shore", key: "first.json" }, {});
  } catch (error) {
    return error instanceof Error ? error.name : "no error";
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

it("is first where nothing is there, and is not where something is", async () => {
  expect(await answered([200, ""])).toBe(true);
  expect(await answered([412, "PreconditionFailed"])).toBe(false);
});

it("asks again while another writes, and learns who was first", async () => {
  const busy = [409, "ConditionalRequestConflict"] as const;
  expect(await answered(busy, busy, [412, "PreconditionFailed"])).toBe(false);
  expect(await answered(busy, [200, ""])).toBe(true);
});

it("gives up where others write all the time", async () => {
  const busy = Array.from({ length: 5 }, () => [409, "ConditionalRequestConflict"] as const);
  expect(await answered(...busy)).toBe("ConditionalRequestConflict");
});

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { parse } from "@driftwheel/core/signals/parse.ts";
import { expect, test } from "vitest";
import { type } from "../test/terminal.ts";
import { sendEvent } from "./send-event.ts";

test.each([
  ["pause", "Pause Requested", "pause-requested"],
  ["resume", "Resume Requested", "resume-requested"],
])("%s puts an event on the bus that parses to the person's request", async (word, detailType, kind) => {
  const { code, out, sent } = await type([
    word,
    "frost",
    "--because",
    " the sensors are swapped ",
    "--by",
    "ops",
  ]);
  expect(code).toBe(0);
  expect(out[0]).toContain("event-1");
  const detail = { model: "frost", by: "ops", reason: "the sensors are swapped" };
  expect(sent).toEqual([
    {
      detailType,
      detail,
      time: new Date("2026-03-02T12:00:00.000Z"),
      options: expect.objectContaining({ bus: "default" }),
    },
  ]);
  const event = {
    source: "driftwheel.person",
    "detail-type": detailType,
    time: "2026-03-02T12:00:00Z",
    detail,
  };
  expect(parse(event)).toMatchObject({ result: "signal", signal: { kind, ...detail } });
});

test("who asks is the user of the machine, unless told", async () => {
  const { sent } = await type(["pause", "frost", "--because", "x"]);
  expect(sent[0]?.detail.by).toBe("someone");
});

test.each([[["pause", "frost"]], [["pause", "--because", "x"]], [["pause", "frost", "--because", " "]]])(
  "%j is a wrong call",
  async (words) => {
    const { code, sent } = await type(words);
    expect({ code, sent }).toEqual({ code: 2, sent: [] });
  },
);

test("the event goes out by PutEvents to the endpoint that was named", async () => {
  const bodies: unknown[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      bodies.push(JSON.parse(Buffer.concat(chunks).toString()));
      const refused = bodies.length > 1;
      const entry = refused
        ? { ErrorCode: "NotAuthorized", ErrorMessage: "not your bus" }
        : { EventId: "e-7" };
      response.setHeader("content-type", "application/x-amz-json-1.1");
      response.end(JSON.stringify({ FailedEntryCount: refused ? 1 : 0, Entries: [entry] }));
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  // A server that listens on a port has an address of this form.
  const endpointUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const event = {
    detailType: "Pause Requested",
    time: new Date("2026-03-02T12:00:00Z"),
    detail: { model: "frost" },
  };
  try {
    expect(await sendEvent(event, { bus: "own", endpointUrl }, {})).toBe("e-7");
    expect(bodies[0]).toEqual({
      Entries: [
        {
          EventBusName: "own",
          Source: "driftwheel.person",
          DetailType: "Pause Requested",
          Time: 1_772_452_800,
          Detail: '{"model":"frost"}',
        },
      ],
    });
    await expect(sendEvent(event, { bus: "own", endpointUrl }, {})).rejects.toThrow(
      'Bus "own" did not take the event: not your bus',
    );
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

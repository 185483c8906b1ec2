import { describe, expect, it } from "vitest";
import { readCapture } from "../captures/captures.ts";
import { predictionFiles } from "./prediction-files.ts";
import { readPredictions } from "./prediction-message.ts";

const sentAt = Date.parse("2026-03-09T14:30:00.000Z");
const usual = {
  inferenceId: "berth-7",
  time: "2026-03-09T14:29:58Z",
  variant: "AllTraffic",
  request: { contentType: "text/csv", body: "1.5,2,sun" },
  answer: { contentType: "application/json", body: '{"score":0.7}' },
};
const read = (predictions: readonly unknown[], model: unknown = "tides") =>
  readPredictions(JSON.stringify({ model, predictions }), sentAt);
const reasons = (...predictions: readonly unknown[]) => {
  const message = read(predictions);
  return message.ok ? message.refused.map(({ reason }) => reason) : [message.reason];
};
const linesOf = (...predictions: readonly unknown[]) => {
  const message = read(predictions);
  return message.ok ? message.predictions : [];
};

describe("a prediction of a message", () => {
  it("is a line as data capture writes it, which its reader reads", () => {
    const [logged] = linesOf(usual);
    expect(JSON.parse(logged?.line ?? "")).toEqual({
      captureData: {
        endpointInput: { observedContentType: "text/csv", mode: "INPUT", data: "1.5,2,sun", encoding: "CSV" },
        endpointOutput: {
          observedContentType: "application/json",
          mode: "OUTPUT",
          data: '{"score":0.7}',
          encoding: "JSON",
        },
      },
      eventMetadata: {
        eventId: "berth-7",
        inferenceId: "berth-7",
        inferenceTime: "2026-03-09T14:29:58.000Z",
      },
      eventVersion: "0",
    });
    expect(readCapture(logged?.line ?? "")).toMatchObject({
      ok: true,
      time: Date.parse(usual.time),
      inferenceId: "berth-7",
      data: "1.5,2,sun",
      contentType: "text/csv",
    });
  });

  it.each([
    [{ contentType: "text/csv; header=present", body: "a\n1" }, "CSV", "a\n1"],
    [{ contentType: "application/json", body: "[1]" }, "JSON", "[1]"],
    [{ contentType: "application/jsonlines", body: "[1]\n[2]" }, "BASE64", btoa("[1]\n[2]")],
    [{ contentType: "text/plain", body: "fjørd" }, "BASE64", "ZmrDuHJk"],
    [{ contentType: "application/json", body: "WzFd", encoding: "BASE64" }, "BASE64", "WzFd"],
  ])("has its payload as its content type wants it: %j", (request, encoding, data) => {
    const [logged] = linesOf({ ...usual, request });
    expect(JSON.parse(logged?.line ?? "").captureData.endpointInput).toMatchObject({ encoding, data });
  });

  it("needs no answer, where nothing is compared with answers", () => {
    const { answer: _, ...asked } = usual;
    const [logged] = linesOf(asked);
    expect(JSON.parse(logged?.line ?? "").captureData).not.toHaveProperty("endpointOutput");
  });

  it("has the time that it says, and the message's where its clock is a little ahead", () => {
    expect(linesOf({ ...usual, time: "2026-03-08T02:00:00+02:00" })[0]?.time).toBe(Date.UTC(2026, 2, 8));
    expect(linesOf({ ...usual, time: sentAt + 299_000 })[0]?.time).toBe(sentAt);
    expect(reasons({ ...usual, time: sentAt + 301_000 })).toEqual([
      'predictions.0.time: is "2026-03-09T14:35:01.000Z"; expected a time before it was sent, 2026-03-09T14:30:00.000Z',
    ]);
  });
});

describe("what is wrong", () => {
  it.each([
    [{ ...usual, inferenceId: "" }, 'predictions.0.inferenceId: is ""; expected the request\'s id'],
    [
      { ...usual, time: "yesterday" },
      'predictions.0.time: is "yesterday"; expected a time: ISO 8601 such as "2026-03-01T08:00:00Z", or milliseconds since 1970',
    ],
    [
      { ...usual, variant: "../../other" },
      'predictions.0.variant: is "../../other"; expected the variant that answered: 1 to 63 letters, digits and hyphens',
    ],
    [
      { ...usual, request: undefined },
      "predictions.0.request: is missing; expected an object with contentType and body",
    ],
    [
      { ...usual, request: { ...usual.request, encoding: "CSV" } },
      'predictions.0.request.encoding: is "CSV"; expected "BASE64", or nothing for a text',
    ],
    [
      { ...usual, respones: usual.answer },
      "predictions.0: is an object; expected an object with inferenceId, time, variant, request and answer alone",
    ],
    ["1.5,2,sun", "predictions.0: is a text; expected an object with one prediction"],
  ])("is told with its field, what stands there and what would be right: %j", (prediction, reason) => {
    expect(reasons(prediction)).toEqual([expect.stringContaining(reason)]);
  });

  it("keeps no other prediction of the message from being logged", () => {
    const message = read([usual, { ...usual, time: null }, { ...usual, inferenceId: "berth-8" }]);
    expect(message).toMatchObject({ ok: true, model: "tides", refused: [{ place: 1 }] });
    expect(message.ok && message.predictions).toHaveLength(2);
  });

  it("never shows a payload", () => {
    const body = { secret: "hunter2" };
    expect(reasons({ ...usual, request: { contentType: "text/csv", body } }).join()).not.toContain("hunter2");
    expect(reasons({ ...usual, request: { contentType: "text/csv", body: 5 } })).toEqual([
      "predictions.0.request.body: is a number; expected the payload as a text",
    ]);
  });

  it.each([
    ["no JSON", "the message is no JSON; expected an object with model and predictions"],
    ["[]", "the event: is a list of 0; expected an object with model and predictions"],
    ['{"model":"tides"}', "predictions: is missing; expected a list of predictions"],
    ['{"model":"tides","predictions":[]}', "predictions: is a list of 0; expected at least one prediction"],
    ['{"predictions":[{}]}', "model: is missing; expected the model's name in the fleet"],
  ])("is the message as a whole where nothing of it can be read: %s", (body, reason) => {
    expect(readPredictions(body, sentAt)).toEqual({ ok: false, reason });
  });
});

describe("the files of a message", () => {
  const files = (...predictions: readonly unknown[]) => predictionFiles(linesOf(...predictions), "a1b2");

  it("are one for each variant and hour, by the time of the predictions", () => {
    const late = { ...usual, inferenceId: "late", time: "2026-03-09T12:59:59.999Z" };
    const other = { ...usual, inferenceId: "other", variant: "version-2" };
    const found = files(usual, late, other, { ...usual, inferenceId: "berth-8" });
    expect(found.map(({ path, text }) => [path, text.trim().split("\n").length])).toEqual([
      ["AllTraffic/2026/03/09/14/a1b2.jsonl", 2],
      ["AllTraffic/2026/03/09/12/a1b2.jsonl", 1],
      ["version-2/2026/03/09/14/a1b2.jsonl", 1],
    ]);
  });

  it("are the same when the message is read again", () => {
    expect(files(usual)).toEqual(files(usual));
  });
});

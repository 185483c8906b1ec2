import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sampleEvent, sampleEvents } from "../../../../test/fixtures/sample-events.ts";
import { notNeeded, parsers } from "./catalogue.ts";
import { parse } from "./parse.ts";

describe("every sample event", () => {
  test.each(sampleEvents.map(({ name, event }) => [`${name}.json`, event]))(
    "%s parses to what is written down for it",
    (_, event) => {
      expect(parse(event)).toMatchSnapshot();
    },
  );
});

describe("two deliveries of one change", () => {
  test.each([
    ["training-job.completed", "training-job.completed.again"],
    ["endpoint.in-service", "endpoint.in-service.api-spelling"],
    ["violations-file.created", "violations-file.again"],
  ])("%s and %s have the same identity", (one, other) => {
    expect(identity(one)).toBe(identity(other));
  });

  test("have the same identity whatever the event's own id is", () => {
    const differing = sampleEvents
      .map(({ event }) => event)
      .filter((event) => typeof event === "object" && event !== null && "detail" in event)
      .flatMap((event) => {
        const again = { ...event, id: "00000000-0000-4000-8000-000000000000" };
        const [first, second] = [parse(event), parse(again)];
        return first.result === "signal" &&
          second.result === "signal" &&
          first.signal.identity !== second.signal.identity
          ? [first.signal.identity]
          : [];
      });
    expect(differing).toEqual([]);
  });
});

describe("different changes of one resource", () => {
  test.each([
    ["model-package.approved", "model-package.edited-after-approval"],
    ["model-package.registered", "model-package.approved"],
    ["endpoint-deployment.creating", "endpoint-deployment.baking"],
    ["pipeline-execution.executing", "pipeline-execution.retried"],
    ["endpoint.in-service", "endpoint.rollback-failed"],
    ["command.pause", "command.resume"],
  ])("%s and %s have different identities", (one, other) => {
    expect(identity(one)).not.toBe(identity(other));
  });

  test("no two other samples share an identity", () => {
    const repeats = [
      "training-job.completed.again",
      "endpoint.in-service.api-spelling",
      "violations-file.again",
    ];
    const identities = sampleEvents
      .filter(({ name }) => !repeats.includes(name))
      .flatMap(({ name }) => identity(name) ?? []);
    expect(new Set(identities).size).toBe(identities.length);
  });
});

describe("what is no signal", () => {
  test("every detail-type of the catalogue is ignored with its own reason", () => {
    for (const [detailType, reason] of notNeeded) {
      const parsed = parse({ source: "aws.sagemaker", "detail-type": detailType, detail: {} });
      expect(parsed).toEqual({ result: "ignored", kind: null, reason: `"${detailType}": ${reason}` });
    }
  });

  test("nothing that a parser reads is said not to be needed, and nothing is read by two", () => {
    const read = parsers.flatMap(({ source, detailTypes }) =>
      detailTypes.map((type) => `${source}: ${type}`),
    );
    expect(read.filter((type) => notNeeded.has(type.replace("aws.sagemaker: ", "")))).toEqual([]);
    expect(new Set(read).size).toBe(read.length);
  });

  test.each([
    [null, "the event: is null; expected an EventBridge event"],
    ["text", 'the event: is "text"; expected an EventBridge event'],
    [[], "the event: is a list of 0; expected an EventBridge event"],
    [{}, "source: is missing; expected the event's source"],
    [{ source: 7, "detail-type": "x", detail: {} }, "source: is 7; expected the event's source"],
    [{ source: "s", "detail-type": "x" }, "detail: is missing; expected an object"],
    [{ source: "s", "detail-type": "x", detail: [] }, "detail: is a list of 0; expected an object"],
    [
      { source: "aws.s3", "detail-type": "Object Created", detail: null },
      "detail: is null; expected an object",
    ],
  ])("%j is malformed, with the path, the value and what would be right", (event, reason) => {
    const parsed = parse(event);
    expect(parsed.result).toBe("malformed");
    expect(parsed.result === "malformed" && parsed.reason.startsWith(reason)).toBe(true);
  });

  test("children of an AutoML job are ignored, as those of a tuning job are", () => {
    const arn = "arn:aws:sagemaker:eu-central-1:123456789012:automl-job/search-1";
    for (const name of ["training-job.completed", "processing-job.completed"]) {
      const event = replaced(sampleEvent(name).event, ["detail"], { ...detailOf(name), AutoMLJobArn: arn });
      expect(parse(event)).toMatchObject({
        result: "ignored",
        reason: expect.stringContaining('"search-1"'),
      });
    }
  });

  test("names of prototype properties choose no parser", () => {
    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
      expect(parse({ source: name, "detail-type": name, detail: {} })).toMatchObject({ result: "ignored" });
      expect(parse({ source: "aws.sagemaker", "detail-type": name, detail: {} })).toMatchObject({
        result: "ignored",
      });
    }
  });
});

describe("parse never throws", () => {
  const known = sampleEvents
    .map(({ event }) => event)
    .filter((event): event is Record<string, unknown> => typeof event === "object" && !Array.isArray(event));

  test("on any JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => isAnswer(parse(value))),
      { seed: 11, numRuns: 500 },
    );
  });

  test("on any detail under a detail-type that it reads", () => {
    const origins = fc.constantFrom(...known);
    fc.assert(
      fc.property(origins, fc.jsonValue(), (event, detail) => isAnswer(parse({ ...event, detail }))),
      { seed: 12, numRuns: 500 },
    );
  });

  test("on a real event with any one field replaced by anything, prototype names included", () => {
    const places = known.flatMap((event) => paths(event).map((path) => ({ event, path })));
    const strange = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom<unknown>(
        "__proto__",
        "",
        "\u0000",
        -1,
        1e308,
        Number.NaN,
        undefined,
        10n,
        Symbol("x"),
        () => 1,
        new Date(0),
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), strange, ({ event, path }, value) =>
        isAnswer(parse(replaced(event, path, value))),
      ),
      { seed: 13, numRuns: 2000 },
    );
  });

  test("on JSON that nests a hundred thousand deep", () => {
    const deep = JSON.parse(`${'{"a":'.repeat(4000)}1${"}".repeat(4000)}`);
    let deeper: unknown = deep;
    for (let level = 0; level < 100_000; level += 1) deeper = { Tags: deeper };
    for (const event of known) {
      expect(isAnswer(parse({ ...event, detail: deeper }))).toBe(true);
      expect(isAnswer(parse({ ...event, time: deeper, resources: [deeper] }))).toBe(true);
    }
  });

  test("on objects whose fields throw when they are read", () => {
    const hostile = {
      get source(): string {
        throw new Error("no");
      },
    };
    expect(parse(hostile)).toEqual({
      result: "malformed",
      kind: null,
      reason: "the event: no; expected plain JSON",
    });
  });
});

function identity(name: string): string | null {
  const parsed = parse(sampleEvent(name).event);
  return parsed.result === "signal" ? parsed.signal.identity : null;
}

function detailOf(name: string): object {
  const { event } = sampleEvent(name);
  return typeof event === "object" && event !== null && "detail" in event ? Object(event.detail) : {};
}

function isAnswer(parsed: ReturnType<typeof parse>): boolean {
  return parsed.result === "signal"
    ? parsed.signal.identity !== "" && new Date(parsed.signal.at).toISOString() === parsed.signal.at
    : parsed.reason !== "";
}

/** Every path inside a value, `[]` excluded. */
function paths(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [key],
    ...paths(inner).map((path) => [key, ...path]),
  ]);
}

function replaced(value: unknown, path: readonly string[], by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((inner, index) => (String(index) === key ? replaced(inner, rest, by) : inner));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, name === key ? replaced(inner, rest, by) : inner]),
  );
}

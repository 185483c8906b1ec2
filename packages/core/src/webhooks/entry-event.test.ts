import { expect, it } from "vitest";
import { announcedEntry, entryOf } from "./entry-event.ts";

const detail = {
  model: "vines",
  sequence: 5,
  kind: "paused",
  at: "2026-08-03T10:00:00.000Z",
  because: "Someone said so.",
  causedBy: 4,
  data: { by: "someone", reason: "harvest" },
};

it("is read with every field that it has, known here or not", () => {
  const entry = { ...detail, kind: "kind-to-come", more: { of: "it" } };
  expect(announcedEntry({ source: "driftwheel", "detail-type": "kind-to-come", detail: entry })).toEqual(
    entry,
  );
  expect(entryOf(entry)).toEqual(entry);
});

it.each([
  [{ source: "someone.else", detail }, 'source is "someone.else": must be "driftwheel"'],
  [
    { source: "driftwheel", detail: { ...detail, sequence: 0.5 } },
    "detail.sequence is 0.5: must be a whole number",
  ],
  [
    { source: "driftwheel", detail: { ...detail, model: "../vines" } },
    'detail.model is "../vines": must be a model\'s name',
  ],
  [{ source: "driftwheel", detail: { ...detail, at: "today" } }, 'detail.at is "today": must be a time like'],
  [{ source: "driftwheel" }, "detail is missing"],
  [null, "the event is null"],
])("is refused with the field named: %j", (event, reason) => {
  expect(() => announcedEntry(event)).toThrow(reason);
});

it("is refused with the field named where it comes without an event", () => {
  expect(() => entryOf({ ...detail, because: "" })).toThrow('because is "": must not be empty');
  expect(() => entryOf(null)).toThrow("the entry is null");
});

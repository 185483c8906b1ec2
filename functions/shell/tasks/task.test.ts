import { expect, it } from "vitest";
import { minuteOf, taskMessage, taskOf } from "./task.ts";

it("is the same message for the same task, and the same task again", () => {
  const task = { model: "tides", at: new Date("2026-03-09T14:00:00.000Z") };
  expect(taskMessage(task)).toBe('{"model":"tides","at":"2026-03-09T14:00:00.000Z"}');
  expect(taskOf(taskMessage(task))).toEqual(task);
  expect(taskMessage({ ...task, shard: 3 })).toBe(
    '{"model":"tides","at":"2026-03-09T14:00:00.000Z","shard":3}',
  );
  expect(taskOf(taskMessage({ ...task, shard: 0 }))).toEqual({ ...task, shard: 0 });
});

it.each([
  ["", "the message: "],
  ["[]", "expected {"],
  ['{"model":"","at":"2026-03-09T14:00:00.000Z"}', "model is wrong"],
  ['{"model":"tides","at":"yesterday"}', 'the message {"model":"tides","at":"yesterday"}: at is wrong'],
  ['{"model":"tides"}', "at is wrong"],
  ['{"model":"tides","at":"2026-03-09T14:00:00.000Z","shard":-1}', "shard is wrong"],
])("is no message like %s", (body, reason) => {
  expect(() => taskOf(body)).toThrow(reason);
});

it("of a run is of its minute, so that a schedule that fires twice plans the same", () => {
  expect(minuteOf(new Date("2026-03-09T14:00:59.999Z"))).toEqual(new Date("2026-03-09T14:00:00.000Z"));
});

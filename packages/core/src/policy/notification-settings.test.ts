import { describe, expect, it } from "vitest";
import { defaultNotificationSettings } from "../alerts/default-notification-settings.ts";
import { defineFleet } from "./define-fleet.ts";
import type { FleetInput } from "./policy.ts";

const night = { from: "22:00", to: "07:00", timeZone: "Europe/Berlin" };
const fleetWith = (telling: FleetInput["telling"]) => defineFleet({ models: {}, telling });

describe("how a fleet wants its alerts told", () => {
  it("has usual limits for storms, the same for a fleet that says nothing", () => {
    expect(fleetWith({}).telling).toEqual(defaultNotificationSettings);
    expect(fleetWith({ quietHours: night, storm: { above: 2 } }).telling).toEqual({
      quietHours: night,
      storm: { above: 2, within: 600_000 },
    });
  });

  it.each([
    [
      "a time that no clock shows",
      { quietHours: { ...night, from: "24:00" } },
      'telling.quietHours.from is "24:00": must be a time of day',
    ],
    [
      "a time zone that nobody has",
      { quietHours: { ...night, timeZone: "Europe/Atlantis" } },
      'telling.quietHours.timeZone is "Europe/Atlantis": must be a time zone of the IANA database',
    ],
    [
      "quiet hours all day",
      { quietHours: { ...night, to: "22:00" } },
      'telling.quietHours.to is "22:00": must differ from quietHours.from: quiet all day, nobody would ever be told anything',
    ],
    ["a storm of nothing", { storm: { above: 0 } }, "telling.storm.above is 0: must be at least 1"],
    [
      "a storm that only a fleet of spammers has",
      { storm: { above: 101 } },
      "telling.storm.above is 101: must be at most 100: more is no alert",
    ],
    [
      "a window shorter than the sweep that sends the digest",
      { storm: { within: "10 seconds" } },
      'telling.storm.within is "10 seconds": must be from 1 minute to 1 day',
    ],
  ])("is refused with %s", (_, telling, message) => {
    expect(() => fleetWith(telling)).toThrow(message);
  });
});

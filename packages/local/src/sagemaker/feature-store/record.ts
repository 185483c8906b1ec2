import { ServiceError } from "../../world.ts";
import type { FeatureGroup } from "./feature-group.ts";
import type { TtlDuration } from "./request.ts";

export interface FeatureValue {
  readonly FeatureName: string;
  readonly ValueAsString: string;
}

/** A record as it was put: its values by the feature's name. */
export interface PutRecord {
  readonly identifier: string;
  readonly eventTime: Date;
  readonly values: ReadonlyMap<string, string>;
}

export function refused(message: string): ServiceError {
  return new ServiceError("ValidationError", `Validation Error: ${message}`);
}

/** Reads a record by the feature group's definitions. */
export function recordOf({ name, request }: FeatureGroup, values: readonly FeatureValue[]): PutRecord {
  const byName = new Map(values.map(({ FeatureName, ValueAsString }) => [FeatureName, ValueAsString]));
  if (byName.size < values.length) throw refused("The record has duplicate feature names.");
  const types = new Map(
    request.FeatureDefinitions.map(({ FeatureName, FeatureType }) => [FeatureName, FeatureType]),
  );
  for (const [feature, value] of byName) {
    const type = types.get(feature);
    if (type === undefined) throw refused(`FeatureName ${feature} is not found in FeatureGroup ${name}.`);
    if (value === undefined)
      throw refused(`FeatureName ${feature} has no ValueAsString, and is no collection.`);
    if (type === "Integral" && !/^[+-]?\d+$/.test(value)) throw wrongValue(feature, value, "an Integral");
    if (type === "Fractional" && (value.trim() === "" || Number.isNaN(Number(value)))) {
      throw wrongValue(feature, value, "a Fractional");
    }
  }
  const identifier = byName.get(request.RecordIdentifierFeatureName);
  if (identifier === undefined || identifier === "") {
    throw refused(
      `The record has no value for its record identifier feature ${request.RecordIdentifierFeatureName}.`,
    );
  }
  const eventTime = eventTimeOf(request, byName.get(request.EventTimeFeatureName));
  return { identifier, eventTime, values: byName };
}

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateFeatureGroup.html, EventTimeFeatureName */
export function eventTimeOf(
  { EventTimeFeatureName: feature, FeatureDefinitions }: FeatureGroup["request"],
  text: string | undefined,
): Date {
  if (text === undefined) throw refused(`The record has no value for its event time feature ${feature}.`);
  const type = FeatureDefinitions.find(({ FeatureName }) => FeatureName === feature)?.FeatureType;
  if (type === "Fractional") {
    const seconds = Number(text);
    if (text.trim() === "" || Number.isNaN(seconds)) throw wrongValue(feature, text, "seconds since 1970");
    return new Date(seconds * 1000);
  }
  const time = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/.test(text) || Number.isNaN(time.getTime())) {
    throw wrongValue(feature, text, "a time such as 2026-07-06T09:00:00Z");
  }
  return time;
}

const milliseconds = { Seconds: 1, Minutes: 60, Hours: 3_600, Days: 86_400, Weeks: 604_800 } as const;

export function expiryOf(eventTime: Date, { Unit, Value }: TtlDuration = {}): Date | null {
  if (Unit === undefined || Value === undefined) return null;
  return new Date(eventTime.getTime() + Value * milliseconds[Unit] * 1000);
}

function wrongValue(feature: string, value: string, expected: string): ServiceError {
  return refused(`The value ${JSON.stringify(value)} of feature ${feature} is not ${expected}.`);
}

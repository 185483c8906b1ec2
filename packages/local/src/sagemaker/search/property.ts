import type { Json, JsonObject } from "../json.ts";

/** Lists of names and values, which are searched by the name: `Tags.team`, `Metrics.loss`. */
const pairs: Readonly<Record<string, readonly [list: string, name: string, value: string]>> = {
  Tags: ["Tags", "Key", "Value"],
  Metrics: ["FinalMetricDataList", "MetricName", "Value"],
};

/**
 * What a record has under a property's name; several where a list is on the way, and none where there is no such thing.
 *
 * @param name `InputDataConfig.DataSource.S3DataSource.S3Uri`
 */
export function valuesOf(record: JsonObject, name: string): readonly Json[] {
  const [first = "", ...rest] = name.split(".");
  const pair = pairs[first];
  if (pair && rest.length > 0) {
    const [list, key, value] = pair;
    return inside(record[list], []).flatMap((one) =>
      isObject(one) && one[key] === rest.join(".") && one[value] !== undefined ? [one[value]] : [],
    );
  }
  // Names of hyperparameters and parameters may have dots of their own.
  const map = record[first];
  const whole = isObject(map) ? map[rest.join(".")] : undefined;
  if (rest.length > 0 && whole !== undefined) return plain(whole);
  return inside(record, [first, ...rest]).flatMap(plain);
}

function inside(value: Json | undefined, path: readonly string[]): readonly Json[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one: Json) => inside(one, path));
  const [step, ...rest] = path;
  if (step === undefined) return [value];
  return isObject(value) ? inside(value[step], rest) : [];
}

/** A parameter of a trial component is a text or a number: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_TrialComponentParameterValue.html */
function plain(value: Json): readonly Json[] {
  if (!isObject(value)) return [value];
  const { StringValue, NumberValue } = value;
  return [NumberValue ?? StringValue ?? value];
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

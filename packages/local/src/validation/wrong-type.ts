/**
 * A value of another type than the model says, which the services refuse before they look at what is allowed.
 * The words are those that dynalite found in DynamoDB, whose front is the other JSON services' too:
 * https://github.com/architect/dynalite/blob/main/validations/index.js
 */
export class WrongType extends Error {
  override readonly name = "WrongType";
  /** `ProductionVariants.0.VariantName`: where it is. */
  readonly place: string;

  constructor(value: unknown, wanted: string, place: string) {
    super(said(value, wanted));
    this.place = place;
  }
}

function said(value: unknown, wanted: string): string {
  const single = !["List", "Map", "Structure"].includes(wanted);
  switch (typeof value) {
    case "object":
      if (!Array.isArray(value)) return "Start of structure or map found where not expected";
      return single
        ? `Unrecognized collection type class java.lang.${wanted}`
        : "Start of list found where not expected";
    case "boolean":
      return single
        ? `${value ? "TRUE_VALUE" : "FALSE_VALUE"} cannot be converted to ${wanted}`
        : "Unexpected field type";
    case "number":
      return single
        ? `${Number.isInteger(value) ? "NUMBER_VALUE" : "DECIMAL_VALUE"} cannot be converted to ${wanted}`
        : "Unexpected field type";
    case "string":
      return single ? `STRING_VALUE cannot be converted to ${wanted}` : "Unexpected field type";
    case "bigint":
    case "function":
    case "symbol":
    case "undefined":
      return "Unexpected token received from parser";
  }
}

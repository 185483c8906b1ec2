import { BlockList, isIP } from "node:net";
import { InvalidPattern } from "./invalid-pattern.ts";

type Filter = Readonly<Record<string, unknown>>;
type Test = (value: unknown) => boolean;

/** Whether any of a field's values passes a content filter such as `{ "prefix": "capture/" }`. */
export function matchesFilter(field: string, filter: Filter, values: readonly unknown[]): boolean {
  const [operator, ...others] = Object.keys(filter);
  if (operator === undefined || others.length > 0) {
    throw new InvalidPattern(`"${field}": a filter has exactly one operator`);
  }
  const wanted = filter[operator];
  if (operator === "anything-but") {
    const excluded = anyOf(field, wanted);
    return values.some((value) => (typeof value !== "object" || value === null) && !excluded(value));
  }
  return values.some(testOf(field, operator, wanted));
}

function anyOf(field: string, wanted: unknown): Test {
  if (isFilter(wanted)) {
    const [operator, ...others] = Object.keys(wanted);
    if (operator === undefined || others.length > 0) {
      throw new InvalidPattern(`"${field}": "anything-but" takes exactly one operator`);
    }
    const operand = wanted[operator];
    const tests = (Array.isArray(operand) ? operand : [operand]).map((one: unknown) =>
      testOf(field, operator, one),
    );
    return (value) => tests.some((test) => test(value));
  }
  const excluded: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
  return (value) => excluded.includes(value);
}

function testOf(field: string, operator: string, wanted: unknown): Test {
  switch (operator) {
    case "prefix":
      return onText(field, operator, wanted, (value, text) => value.startsWith(text));
    case "suffix":
      return onText(field, operator, wanted, (value, text) => value.endsWith(text));
    case "equals-ignore-case":
      return onText(field, operator, wanted, (value, text) => value.toLowerCase() === text.toLowerCase());
    case "wildcard": {
      const expression = wildcard(textOf(field, operator, wanted));
      return (value) => typeof value === "string" && expression.test(value);
    }
    case "numeric":
      return numeric(field, wanted);
    case "cidr":
      return cidr(field, textOf(field, operator, wanted));
    default:
      throw new InvalidPattern(`"${field}": unrecognized match type ${operator}`);
  }
}

function onText(
  field: string,
  operator: string,
  wanted: unknown,
  compare: (value: string, text: string) => boolean,
): Test {
  const ignoresCase = isFilter(wanted) && "equals-ignore-case" in wanted;
  const given = textOf(field, operator, ignoresCase ? wanted["equals-ignore-case"] : wanted);
  const text = ignoresCase ? given.toLowerCase() : given;
  return (value) => typeof value === "string" && compare(ignoresCase ? value.toLowerCase() : value, text);
}

function wildcard(text: string): RegExp {
  if (/(?<!\\)\*\*/.test(text)) throw new InvalidPattern("consecutive wildcard characters are not allowed");
  const parts = text.replace(/\\([*\\])|\*|[.+?^${}()|[\]\\/-]/g, (found, escaped: string | undefined) =>
    escaped === undefined ? (found === "*" ? "[^]*" : `\\${found}`) : `\\${escaped}`,
  );
  return new RegExp(`^${parts}$`);
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  "=": (value, bound) => value === bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

function numeric(field: string, wanted: unknown): Test {
  if (!Array.isArray(wanted) || wanted.length === 0 || wanted.length % 2 === 1) {
    throw new InvalidPattern(`"${field}": "numeric" takes pairs of operator and number`);
  }
  const tests: ((value: number) => boolean)[] = [];
  for (let at = 0; at < wanted.length; at += 2) {
    const compare = comparisons[String(wanted[at])];
    const bound: unknown = wanted[at + 1];
    if (compare === undefined || typeof bound !== "number") {
      throw new InvalidPattern(`"${field}": "numeric" takes pairs of operator and number`);
    }
    tests.push((value) => compare(value, bound));
  }
  return (value) => typeof value === "number" && tests.every((test) => test(value));
}

function cidr(field: string, text: string): Test {
  const [address = "", bits = ""] = text.split("/");
  if (isIP(address) === 0 || !/^\d+$/.test(bits)) {
    throw new InvalidPattern(`"${field}": malformed CIDR ${text}`);
  }
  const block = new BlockList();
  block.addSubnet(address, Number(bits), isIP(address) === 6 ? "ipv6" : "ipv4");
  return (value) =>
    typeof value === "string" && isIP(value) !== 0 && block.check(value, isIP(value) === 6 ? "ipv6" : "ipv4");
}

function textOf(field: string, operator: string, wanted: unknown): string {
  if (typeof wanted !== "string") throw new InvalidPattern(`"${field}": ${operator} must be a string`);
  return wanted;
}

function isFilter(value: unknown): value is Filter {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

import type { DeployGraph } from "../../../stacks/graph/build-graph.ts";
import { json, list, ofType, type PolicyStatement, statementsOf } from "../graph-reader.ts";

/** Who is asked about, by the end of a role's ARN. */
interface Principal {
  readonly role: string;
  /** What IAM lets the role do. */
  readonly statements: readonly PolicyStatement[];
}

interface Put {
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
}

/** A role of somebody else in the account whom IAM allows every bus, as broad policies do. */
const broadRole = "arn:aws:iam::444455556666:role/any-team";
const everyBus: PolicyStatement = { Effect: "Allow", Action: "events:PutEvents", Resource: "*" };

/** What may be put, by whom; everybody else may not. Names of functions are their roles. */
const writersOf: readonly (readonly [Put, readonly string[]])[] = [
  [{ bus: "own", source: "driftwheel.command", detailType: "Command Given" }, []],
  [{ bus: "own", source: "driftwheel.hook", detailType: "Command Given" }, ["hooks"]],
  [
    { bus: "own", source: "driftwheel", detailType: "candidate-approved" },
    ["command", "drift", "endpoint", "registry", "retraining", "rollout", "sweep"],
  ],
];

/** Of the default bus only what functions may put is known; other teams write there, too. */
const functionsOnDefault: readonly (readonly [Put, readonly string[]])[] = [
  [
    { bus: "default", source: "driftwheel.monitor", detailType: "Drift Report" },
    ["hooks", "monitor", "quality"],
  ],
  [{ bus: "default", source: "driftwheel.monitor", detailType: "Window Not Judged" }, ["monitor", "quality"]],
  [{ bus: "default", source: "driftwheel.monitor", detailType: "Command Given" }, []],
  [{ bus: "default", source: "driftwheel.command", detailType: "Command Given" }, []],
  [{ bus: "default", source: "driftwheel.hook", detailType: "Command Given" }, []],
  [{ bus: "default", source: "driftwheel.hook", detailType: "New Data" }, ["hooks"]],
  [{ bus: "default", source: "aws.sagemaker", detailType: "SageMaker Model Package State Change" }, []],
];

/**
 * Roles that may put what they must not, or may not put what they must.
 *
 * @param commanders roles that the settings let command
 */
export function checkWriters(graph: DeployGraph, commanders: readonly string[] = []): string[] {
  const functions = ofType(graph, "lambda/function:Function").map(({ name }) => principalOf(graph, name));
  const others = [broadRole, ...commanders].map((role) => ({ role, statements: [everyBus] }));
  const check = ([put, writers]: readonly [Put, readonly string[]], asked: readonly Principal[]) => {
    const wanted = put.source === "driftwheel.command" && put.bus === "own" ? commanders : writers;
    const found = asked.filter((principal) => mayPut(graph, principal, put)).map(({ role }) => nameOf(role));
    return found.toSorted().join() === wanted.map(nameOf).toSorted().join()
      ? []
      : [`${put.source} "${put.detailType}" on ${put.bus}: by ${found.join(", ") || "nobody"}`];
  };
  return [
    ...writersOf.flatMap((row) => check(row, [...functions, ...others])),
    ...functionsOnDefault.flatMap((row) => check(row, functions)),
  ];
}

function nameOf(role: string): string {
  return (
    role
      .split("/")
      .at(-1)
      ?.replace(/^driftwheel-[a-z0-9]+-/, "") ?? ""
  );
}

function principalOf(graph: DeployGraph, name: string): Principal {
  const role = ofType(graph, "iam/role:Role").find((found) => found.name === name)?.properties.name;
  const statements = ofType(graph, "iam/policy:Policy")
    .filter((policy) => new RegExp(`^${name}-\\d+$`).test(policy.name))
    .flatMap(({ properties }) => statementsOf(properties.policy));
  return { role: `arn:aws:iam::444455556666:role/${String(role)}`, statements };
}

/** As IAM decides within an account: allowed by a policy of either side, and denied by none. */
function mayPut(graph: DeployGraph, { role, statements }: Principal, put: Put): boolean {
  const arn = put.bus === "default" ? /:event-bus\/default$/ : /:event-bus\/driftwheel-[a-z0-9]+-bus$/;
  const context = {
    "events:source": put.source,
    "events:detail-type": put.detailType,
    "aws:PrincipalArn": role,
    "aws:PrincipalIsAWSService": "false",
  };
  const policy = ofType(graph, "cloudwatch/eventBusPolicy:EventBusPolicy").filter(
    ({ properties }) => (properties.eventBusName === "default") === (put.bus === "default"),
  );
  const ofBus = policy.flatMap(({ properties }) => statementsOf(properties.policy));
  const counts = (statement: PolicyStatement) =>
    list(statement.Action).includes("events:PutEvents") &&
    list(statement.Resource).some((resource) => resource === "*" || arn.test(resource)) &&
    matches(statement, context);
  return (
    statements.some((one) => one.Effect === "Allow" && counts(one)) &&
    !ofBus.some((one) => one.Effect === "Deny" && counts(one))
  );
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
function matches({ Condition }: PolicyStatement, context: Readonly<Record<string, string>>): boolean {
  return Object.entries(Condition ?? {}).every(([operator, keys]) =>
    Object.entries(json(JSON.stringify(keys))).every(([key, value]) => {
      const values = Array.isArray(value) ? value.map(String) : [String(value)];
      const holds = values.includes(context[key] ?? "");
      switch (operator) {
        case "StringEquals":
        case "BoolIfExists":
          return holds;
        case "ArnNotEquals":
          return !holds;
        default:
          throw new Error(`The condition ${operator} of a bus is not known to this check.`);
      }
    }),
  );
}

/** One statement of an IAM policy. */
export interface Statement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const largestPolicy = 6_144;
const mostPolicies = 10;
const overhead = 400;

/**
 * Statements as policy documents that IAM takes: as many as are needed, none too large, few enough for one role.
 *
 * @throws Error when a role cannot hold them; says what to do.
 */
export function policyDocuments(role: string, statements: readonly Statement[]): readonly string[] {
  const documents: object[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const statement of statements.flatMap(small)) {
    const written = {
      Effect: "Allow",
      Action: statement.actions,
      Resource: statement.resources,
      ...(statement.condition ? { Condition: statement.condition } : {}),
    };
    const length = JSON.stringify(written).length + 1;
    if (size + length > largestPolicy - 50) {
      documents.push([]);
      size = 0;
    }
    documents.at(-1)?.push(written);
    size += length;
  }
  if (documents.length > mostPolicies) {
    throw new Error(
      `${role} needs ${documents.length} policies, and a role holds ${mostPolicies}: the fleet has too many models to name each. Name them alike and set prefix, or deploy a stage for each part of the fleet.`,
    );
  }
  return documents.map((Statement) => JSON.stringify({ Version: "2012-10-17", Statement }));
}

/** A statement with more resources than one document holds, as several. */
function small(statement: Statement): readonly Statement[] {
  const length = JSON.stringify(statement).length;
  if (length < largestPolicy - overhead || statement.resources.length < 2) return [statement];
  const middle = Math.ceil(statement.resources.length / 2);
  return [statement.resources.slice(0, middle), statement.resources.slice(middle)].flatMap((resources) =>
    small({ ...statement, resources }),
  );
}

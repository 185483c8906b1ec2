import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

const lean = "lean-dependencies";

/** A module that stands in for what an importer asks for, because it needs a fraction of it in Lambda. */
interface StandIn {
  readonly asked: RegExp;
  readonly by: RegExp;
  readonly contents: string;
}

const standIns: readonly StandIn[] = [
  {
    // Lambda puts a role's credentials into the environment; files, SSO and instance roles are for other places.
    // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
    asked: /^@aws-sdk\/credential-provider-node$/,
    by: /@aws-sdk[\\/]client-/,
    contents: `export { fromEnv as defaultProvider } from "@aws-sdk/credential-provider-env";`,
  },
  {
    // It imports the whole client when it begins, and uses two of its eighty commands.
    asked: /^@aws-sdk\/client-lambda$/,
    by: /@aws[\\/]durable-execution-sdk-js/,
    contents: `export {
      LambdaClient, CheckpointDurableExecutionCommand, GetDurableExecutionStateCommand,
    } from "@aws-sdk/client-lambda";`,
  },
  {
    // No operation that is called here answers with a stream of events.
    asked: /^@smithy\/core\/event-streams$/,
    by: /@smithy[\\/]core/,
    contents: `throw new Error("Streams of events are not bundled.");`,
  },
  {
    // DynamoDB's endpoints are discovered only for a client that asks for it.
    asked: /^@aws-sdk\/endpoint-cache$/,
    by: /@aws-sdk[\\/]middleware-endpoint-discovery/,
    contents: `export class EndpointCache {}`,
  },
  {
    // Powertools' logger draws a lot when debug logs are sampled. Loading the module costs a process 4 ms, so it
    // is asked for when a lot is drawn.
    asked: /^(?:node:)?crypto$/,
    by: /@aws-lambda-powertools[\\/]logger/,
    contents: `export const randomInt = (...bounds) => process.getBuiltinModule("node:crypto").randomInt(...bounds);`,
  },
];

const schemas = /@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/;
/** A schema is an array that is assigned to a variable and touches nothing else. */
const schema = /^((?:export )?var [\w$]+ = )(\[[\s\S]*?\]);$/gm;

/**
 * Leaves out what libraries bring and no function uses.
 *
 * The SDK's schemas are said to have no side effects: those of REST services (S3, Lambda) name HTTP headers in
 * computed keys, which esbuild must take for code that may do anything, so a client of one operation brought the
 * shapes of all. https://esbuild.github.io/api/#pure
 */
export const leanDependencies: Plugin = {
  name: lean,
  setup(build) {
    for (const { asked, by, contents } of standIns) {
      build.onResolve({ filter: asked }, ({ importer, path, resolveDir, namespace }) =>
        namespace === "file" && by.test(importer)
          ? { path, namespace: lean, pluginData: { contents, resolveDir } }
          : null,
      );
    }
    build.onLoad({ filter: /^/, namespace: lean }, ({ pluginData }) => pluginData);
    build.onLoad({ filter: schemas }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(schema, "$1/* @__PURE__ */ (() => $2)();"),
    }));
  },
};

import * as z from "zod";
import { urlFault } from "../public-url.ts";
import { secretName } from "../secret.ts";
import type { Experiment } from "./experiment.ts";
import { mlflowArn } from "./mlflow-arn.ts";

const url = z
  .string()
  .max(1_000, "must be at most 1000 characters")
  .refine((text) => urlFault(text) === null, {
    message:
      "must be the https:// URL of an MLflow server at a public address, without a user and a password",
  });

/** SageMaker takes at most 256 characters, of which a model's name may be 32. */
const experimentName = z.string().min(1, "must not be empty").max(200, "must be at most 200 characters");

/** In which experiment a model's runs are; `{model}` stands for the model's name. */
const experimentTemplate = experimentName.refine((name) => !/[{}]/.test(name.replaceAll("{model}", "")), {
  message: "may hold {model} and no other braces",
});

/** A model's own experiment; false where its runs are told to nobody. */
export const ownExperiment = z.union(
  [
    z.literal(false),
    experimentName
      .refine((name) => !/[{}]/.test(name), { message: "must hold no braces" })
      .transform((name): Experiment => ({ name, inSageMaker: false })),
  ],
  "must be the name of an MLflow experiment, or false for a model whose runs are told to nobody",
);

/** Where each retraining and each rollout is written as a run. */
export const experiments = z.strictObject({
  mlflow: z
    .strictObject({
      /** Of any MLflow server; or the SSM parameter that holds it. */
      url: z
        .union([z.strictObject({ parameter: secretName }), url], {
          error: ({ input }) =>
            typeof input === "string"
              ? "must be the https:// URL of an MLflow server at a public address, without a user and a password"
              : "must be a URL, or { parameter } with the name of the SSM parameter that holds it",
        })
        .optional(),
      /** Of SageMaker's MLflow App, or of a tracking server of SageMaker. */
      arn: z
        .string()
        .regex(
          mlflowArn,
          "must be the ARN of an MLflow App or an MLflow tracking server of SageMaker, in the partition aws or aws-us-gov",
        )
        .optional(),
      /** The parameter with the bearer token that a server asks for. */
      token: z.strictObject({ parameter: secretName }).optional(),
      /** The parameter with `user:password`, as a server with MLflow's own basic authentication asks for. */
      password: z.strictObject({ parameter: secretName }).optional(),
      experiment: experimentTemplate.default("driftwheel/{model}"),
    })
    .superRefine(({ url: address, arn, token, password }, context) => {
      const fault = (path: string, message: string) =>
        context.addIssue({ code: "custom", path: [path], message });
      if (address === undefined && arn === undefined) {
        fault("url", "is needed where there is no arn: nothing says where the server is");
      }
      if (address !== undefined && arn !== undefined)
        fault("arn", "leaves no place for url: give one of them");
      for (const [field, given] of Object.entries({ token, password })) {
        if (given && arn !== undefined)
          fault(field, "is for a server with a url: one with an arn is asked by IAM");
      }
      if (token && password) fault("password", "leaves no place for token: give one of them");
    }),
});

export type MlflowSettings = z.output<typeof experiments>["mlflow"];

/** The team's own SageMaker domain, whose Studio links lead to. */
export const studio = z.strictObject({
  domain: z.string().regex(/^d-[a-z0-9-]{1,61}$/, "must be the id of a SageMaker domain"),
});

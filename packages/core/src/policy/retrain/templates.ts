import * as z from "zod";

/*
 * Requests of SageMaker's API as they are sent, but for the name, which is Driftwheel's: members that are not checked here
 * are SageMaker's to check.
 */

const role = z
  .string()
  .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/, "must be the ARN of the role that the job runs with");
const output = z.looseObject({
  S3OutputPath: z.string().regex(/^s3:\/\/.+$/, 'must be a folder in S3, such as "s3://frost-data/models/"'),
});
const stopping = z.looseObject({
  MaxRuntimeInSeconds: z.int().gte(1, "must be at least 1 second"),
  MaxWaitTimeInSeconds: z.int().gte(1, "must be at least 1 second").optional(),
});
const algorithm = z.looseObject({
  TrainingImage: z.string().min(1).optional(),
  AlgorithmName: z.string().min(1).optional(),
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html without TrainingJobName */
export const trainingJobTemplate = z.looseObject({
  AlgorithmSpecification: algorithm,
  RoleArn: role,
  OutputDataConfig: output,
  StoppingCondition: stopping,
  EnableManagedSpotTraining: z.boolean().optional(),
  CheckpointConfig: z
    .looseObject({
      S3Uri: z
        .string()
        .regex(/^s3:\/\/.+$/, 'must be a folder in S3, such as "s3://frost-data/checkpoints/"'),
    })
    .optional(),
  HyperParameters: z.record(z.string(), z.string()).optional(),
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateHyperParameterTuningJob.html without the name */
export const tuningJobTemplate = z.looseObject({
  TrainingJobDefinition: z.looseObject({
    AlgorithmSpecification: algorithm,
    RoleArn: role,
    OutputDataConfig: output,
    StoppingCondition: stopping,
    EnableManagedSpotTraining: z.boolean().optional(),
    StaticHyperParameters: z.record(z.string(), z.string()).optional(),
  }),
  HyperParameterTuningJobConfig: z.looseObject({}),
  WarmStartConfig: z
    .looseObject({
      WarmStartType: z.literal(
        "TransferLearning",
        'must be "TransferLearning": what is retrained has other data than its parents',
      ),
    })
    .optional(),
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateAutoMLJobV2.html without AutoMLJobName */
export const autoMLJobTemplate = z.looseObject({
  AutoMLJobInputDataConfig: z.array(z.looseObject({})).min(1, "needs at least one channel"),
  OutputDataConfig: output,
  AutoMLProblemTypeConfig: z.looseObject({}),
  RoleArn: role,
});

export type TrainingJobTemplate = z.output<typeof trainingJobTemplate>;
export type TuningJobTemplate = z.output<typeof tuningJobTemplate>;
export type AutoMLJobTemplate = z.output<typeof autoMLJobTemplate>;

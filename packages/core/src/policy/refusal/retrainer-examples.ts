const image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/frost:3";
const stateMachine = "arn:aws:states:eu-west-1:111122223333:stateMachine:frost-train";
const RoleArn = "arn:aws:iam::111122223333:role/frost-training";
const OutputDataConfig = { S3OutputPath: "s3://frost-data/models/" };
const training = {
  AlgorithmSpecification: { TrainingImage: image, TrainingInputMode: "File" },
  RoleArn,
  OutputDataConfig,
  ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 30 },
  StoppingCondition: { MaxRuntimeInSeconds: 3_600 },
};
const HyperParameterTuningJobConfig = {
  Strategy: "Random",
  HyperParameterTuningJobObjective: { Type: "Minimize", MetricName: "validation:mae" },
  ResourceLimits: { MaxNumberOfTrainingJobs: 10, MaxParallelTrainingJobs: 2 },
};
const channel = {
  ChannelType: "training",
  ContentType: "text/csv;header=present",
  DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: "s3://frost-data/labelled/" } },
};
const AutoMLProblemTypeConfig = { TabularJobConfig: { TargetAttributeName: "frost" } };

const ofTraining = {
  "": training,
  ".AlgorithmSpecification": training.AlgorithmSpecification,
  ".AlgorithmSpecification.TrainingImage": image,
  ".AlgorithmSpecification.AlgorithmName": "frost-algorithm",
  ".RoleArn": RoleArn,
  ".OutputDataConfig": OutputDataConfig,
  ".OutputDataConfig.S3OutputPath": OutputDataConfig.S3OutputPath,
  ".StoppingCondition": training.StoppingCondition,
  ".StoppingCondition.MaxRuntimeInSeconds": 3_600,
  ".StoppingCondition.MaxWaitTimeInSeconds": 7_200,
  ".EnableManagedSpotTraining": true,
  ".CheckpointConfig": { S3Uri: "s3://frost-data/checkpoints/" },
  ".CheckpointConfig.S3Uri": "s3://frost-data/checkpoints/",
  ".HyperParameters": { trees: "100" },
  ".HyperParameters.*": "100",
  ".StaticHyperParameters": { trees: "100" },
  ".StaticHyperParameters.*": "100",
};
const under = (path: string, examples: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(examples).map(([field, example]) => [`${path}${field}`, example]));

/** What stands in `retrain.with`, field by field. */
export const retrainerExamples: Readonly<Record<string, unknown>> = under("retrain.with", {
  "": { stateMachine },
  ...under(".trainingJob", ofTraining),
  ".tuningJob": { TrainingJobDefinition: training, HyperParameterTuningJobConfig },
  ".tuningJob.HyperParameterTuningJobConfig": HyperParameterTuningJobConfig,
  ".tuningJob.WarmStartConfig": {
    ParentHyperParameterTuningJobs: [{ HyperParameterTuningJobName: "frost-search" }],
    WarmStartType: "TransferLearning",
  },
  ".tuningJob.WarmStartConfig.WarmStartType": "TransferLearning",
  ...under(".tuningJob.TrainingJobDefinition", ofTraining),
  ".autoMLJob": { AutoMLJobInputDataConfig: [channel], OutputDataConfig, AutoMLProblemTypeConfig, RoleArn },
  ".autoMLJob.AutoMLJobInputDataConfig": [channel],
  ".autoMLJob.AutoMLJobInputDataConfig.*": channel,
  ".autoMLJob.OutputDataConfig": OutputDataConfig,
  ".autoMLJob.OutputDataConfig.S3OutputPath": OutputDataConfig.S3OutputPath,
  ".autoMLJob.AutoMLProblemTypeConfig": AutoMLProblemTypeConfig,
  ".autoMLJob.RoleArn": RoleArn,
  ".stateMachine": stateMachine,
  ".function": "frost-train",
  ".onDemandAfter": 2,
  ".warmStart": true,
  ".register": { contentTypes: ["text/csv"] },
  ".register.image": image,
  ".register.contentTypes": ["text/csv"],
  ".register.contentTypes.*": "text/csv",
  ".register.responseTypes": ["text/csv"],
  ".register.responseTypes.*": "text/csv",
  ".register.baseline": { without: ["low"] },
  ".register.baseline.statistics": "s3://frost-data/baseline/statistics.json",
  ".register.baseline.constraints": "s3://frost-data/baseline/constraints.json",
  ".register.baseline.without": ["low"],
  ".register.baseline.without.*": "low",
  ".register.environment": { SAGEMAKER_PROGRAM: "inference.py" },
  ".register.environment.*": "inference.py",
});

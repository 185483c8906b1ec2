import { imageName, role } from "../../packages/local/src/sagemaker/testing/images.ts";
import type { ModelledService } from "../../packages/local/src/service-models/service-model.ts";

type Input = Readonly<Record<string, unknown>>;
export type Step = readonly [service: ModelledService, operation: string, input: Input];

const topic = "arn:aws:sns:us-east-1:111122223333:seeded";
const variant = {
  VariantName: "champion",
  ModelName: "seeded",
  InitialInstanceCount: 1,
  InstanceType: "ml.m5.large",
  InitialVariantWeight: 1,
};
const tags = [{ Key: "made-for", Value: "conformance" }];
const pipeline = JSON.stringify({
  Version: "2020-12-01",
  Parameters: [{ Name: "Reason", Type: "String", DefaultValue: "seed" }],
  Steps: [{ Name: "Stop", Type: "Fail", Arguments: { ErrorMessage: "as asked" } }],
});
const inferenceSpecification = {
  Containers: [{ Image: imageName, ModelDataUrl: "s3://seeded/model.tar.gz" }],
  SupportedContentTypes: ["text/csv"],
  SupportedResponseMIMETypes: ["application/json"],
};
const target = {
  ServiceNamespace: "sagemaker",
  ResourceId: "endpoint/Seeded/variant/champion",
  ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
};
const stateMachineArn = "arn:aws:states:us-east-1:111122223333:stateMachine:seeded";
const executionArn = "arn:aws:states:us-east-1:111122223333:execution:seeded:one";
const cloudwatchWindow = {
  StartTime: new Date(Date.now() - 3_600_000),
  EndTime: new Date(Date.now() + 3_600_000),
};
const item = { pk: { S: "one" }, count: { N: "1" } };

/** What makes a world with one of everything in it, in this order. */
export const made: readonly Step[] = [
  ["s3", "CreateBucket", { Bucket: "seeded" }],
  [
    "s3",
    "PutObject",
    { Bucket: "seeded", Key: "rows/one.csv", Body: Buffer.from("1 2 3"), StorageClass: "STANDARD_IA" },
  ],
  ["s3", "PutObject", { Bucket: "seeded", Key: "model.tar.gz", Body: Buffer.alloc(0) }],
  ["s3", "CopyObject", { Bucket: "seeded", Key: "copied", CopySource: "seeded/rows/one.csv" }],
  ["sns", "CreateTopic", { Name: "seeded" }],
  ["sns", "Publish", { TopicArn: topic, Message: "hello" }],
  [
    "sns",
    "PublishBatch",
    {
      TopicArn: topic,
      PublishBatchRequestEntries: [
        { Id: "1", Message: "a" },
        { Id: "2", Message: "" },
      ],
    },
  ],
  ["events", "CreateEventBus", { Name: "seeded" }],
  ["events", "PutEvents", { Entries: [{ Source: "seeded", DetailType: "x", Detail: "{}" }, {}] }],
  ["ssm", "PutParameter", { Name: "/seeded", Value: "x", Type: "SecureString", Description: "seeded" }],
  [
    "dynamodb",
    "CreateTable",
    {
      TableName: "seeded",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    },
  ],
  [
    "cloudwatch",
    "PutMetricData",
    { Namespace: "Seeded", MetricData: [{ MetricName: "hits", Value: 2, Unit: "Count" }] },
  ],
  [
    "cloudwatch",
    "PutMetricAlarm",
    {
      AlarmName: "seeded",
      Namespace: "Seeded",
      MetricName: "hits",
      Statistic: "Sum",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: "GreaterThanThreshold",
    },
  ],
  [
    "stepfunctions",
    "CreateStateMachine",
    {
      name: "seeded",
      roleArn: role,
      definition: JSON.stringify({ StartAt: "Pass", States: { Pass: { Type: "Pass", End: true } } }),
    },
  ],
  ["stepfunctions", "StartExecution", { stateMachineArn, name: "one", input: "{}" }],
  ["sagemaker", "CreateModelPackageGroup", { ModelPackageGroupName: "seeded", Tags: tags }],
  [
    "sagemaker",
    "CreateFeatureGroup",
    {
      FeatureGroupName: "seeded",
      RecordIdentifierFeatureName: "key",
      EventTimeFeatureName: "at",
      FeatureDefinitions: [
        { FeatureName: "key", FeatureType: "String" },
        { FeatureName: "at", FeatureType: "Fractional" },
      ],
      OnlineStoreConfig: { EnableOnlineStore: true },
      OfflineStoreConfig: { S3StorageConfig: { S3Uri: "s3://seeded/features" } },
      RoleArn: role,
      Tags: tags,
    },
  ],
  [
    "sagemaker",
    "CreateModelPackage",
    {
      ModelPackageGroupName: "seeded",
      ModelApprovalStatus: "Approved",
      InferenceSpecification: inferenceSpecification,
    },
  ],
  [
    "sagemaker",
    "CreatePipeline",
    {
      PipelineName: "seeded",
      PipelineDefinition: pipeline,
      RoleArn: role,
      ClientRequestToken: "0".repeat(32),
    },
  ],
  ["sagemaker", "StartPipelineExecution", { PipelineName: "seeded", ClientRequestToken: "1".repeat(32) }],
  [
    "sagemaker",
    "CreateTrainingJob",
    {
      TrainingJobName: "Seeded",
      RoleArn: role,
      AlgorithmSpecification: {
        TrainingImage: imageName,
        TrainingInputMode: "File",
        MetricDefinitions: [{ Name: "loss", Regex: "loss=(.*?);" }],
      },
      InputDataConfig: [
        {
          ChannelName: "train",
          DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: "s3://seeded/rows/" } },
        },
      ],
      OutputDataConfig: { S3OutputPath: "s3://seeded/out" },
      ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 1 },
      StoppingCondition: { MaxRuntimeInSeconds: 60 },
      Tags: tags,
    },
  ],
  [
    "sagemaker",
    "CreateProcessingJob",
    {
      ProcessingJobName: "Seeded",
      RoleArn: role,
      AppSpecification: { ImageUri: imageName, ContainerEntrypoint: ["node", "shout.mjs"] },
      ProcessingResources: {
        ClusterConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 1 },
      },
    },
  ],
  [
    "sagemaker",
    "CreateModel",
    { ModelName: "seeded", ExecutionRoleArn: role, PrimaryContainer: { Image: imageName } },
  ],
  [
    "sagemaker",
    "CreateEndpointConfig",
    { EndpointConfigName: "seeded", ProductionVariants: [variant], Tags: tags },
  ],
  ["sagemaker", "CreateEndpoint", { EndpointName: "Seeded", EndpointConfigName: "seeded", Tags: tags }],
  ["sagemaker", "CreateNotebookInstanceLifecycleConfig", { NotebookInstanceLifecycleConfigName: "seeded" }],
  [
    "sagemaker",
    "CreateNotebookInstance",
    {
      NotebookInstanceName: "seeded",
      InstanceType: "ml.t3.medium",
      RoleArn: role,
      LifecycleConfigName: "seeded",
      SecurityGroupIds: ["sg-1"],
    },
  ],
  [
    "sagemaker",
    "CreateDomain",
    { DomainName: "seeded", AuthMode: "IAM", DefaultUserSettings: { ExecutionRole: role }, Tags: tags },
  ],
  ["sagemaker", "CreateExperiment", { ExperimentName: "seeded", Tags: tags }],
  ["sagemaker", "CreateTrial", { TrialName: "seeded", ExperimentName: "seeded" }],
  [
    "sagemaker",
    "CreateTrialComponent",
    { TrialComponentName: "seeded", Parameters: { depth: { NumberValue: 3 } }, StartTime: new Date(0) },
  ],
  ["sagemaker", "AssociateTrialComponent", { TrialName: "seeded", TrialComponentName: "seeded" }],
];

/** What is asked of it when its table is there, its endpoint serves and its jobs have ended. */
export const asked: readonly Step[] = [
  ["stepfunctions", "DescribeStateMachine", { stateMachineArn }],
  ["stepfunctions", "ListStateMachines", {}],
  ["stepfunctions", "DescribeExecution", { executionArn }],
  ["stepfunctions", "GetExecutionHistory", { executionArn }],
  ["stepfunctions", "ListExecutions", { stateMachineArn }],
  ["stepfunctions", "StopExecution", { executionArn }],
  ["stepfunctions", "DeleteStateMachine", { stateMachineArn }],
  ["s3", "ListBuckets", {}],
  ["s3", "ListObjects", { Bucket: "seeded" }],
  ["s3", "ListObjectsV2", { Bucket: "seeded", Delimiter: "/", MaxKeys: 2 }],
  ["s3", "GetObject", { Bucket: "seeded", Key: "rows/one.csv" }],
  ["s3", "HeadObject", { Bucket: "seeded", Key: "rows/one.csv" }],
  ["s3", "GetBucketLocation", { Bucket: "seeded" }],
  ["s3", "CreateMultipartUpload", { Bucket: "seeded", Key: "large" }],
  ["s3", "DeleteObjects", { Bucket: "seeded", Delete: { Objects: [{ Key: "copied" }] } }],
  ["sns", "ListTopics", {}],
  ["sns", "GetTopicAttributes", { TopicArn: topic }],
  ["sns", "ListSubscriptionsByTopic", { TopicArn: topic }],
  ["events", "DescribeEventBus", { Name: "seeded" }],
  ["events", "ListEventBuses", {}],
  ["events", "ListRules", { EventBusName: "seeded" }],
  ["ssm", "GetParameter", { Name: "/seeded", WithDecryption: true }],
  ["ssm", "GetParameters", { Names: ["/seeded", "/absent"] }],
  ["ssm", "DescribeParameters", {}],
  ["sts", "GetCallerIdentity", {}],
  ["dynamodb", "PutItem", { TableName: "seeded", Item: item, ReturnConsumedCapacity: "TOTAL" }],
  [
    "dynamodb",
    "UpdateItem",
    {
      TableName: "seeded",
      Key: { pk: { S: "one" } },
      UpdateExpression: "ADD #c :one",
      ExpressionAttributeNames: { "#c": "count" },
      ExpressionAttributeValues: { ":one": { N: "1" } },
      ReturnValues: "ALL_NEW",
    },
  ],
  ["dynamodb", "DescribeTable", { TableName: "seeded" }],
  [
    "dynamodb",
    "GetItem",
    { TableName: "seeded", Key: { pk: { S: "one" } }, ReturnConsumedCapacity: "INDEXES" },
  ],
  ["dynamodb", "Scan", { TableName: "seeded" }],
  ["dynamodb", "BatchGetItem", { RequestItems: { seeded: { Keys: [{ pk: { S: "one" } }] } } }],
  ["dynamodb", "ListTables", {}],
  ["cloudwatch", "ListMetrics", {}],
  ["cloudwatch", "DescribeAlarms", {}],
  [
    "cloudwatch",
    "GetMetricStatistics",
    {
      Namespace: "Seeded",
      MetricName: "hits",
      Period: 60,
      Statistics: ["Sum"],
      ExtendedStatistics: ["p90"],
      ...cloudwatchWindow,
    },
  ],
  [
    "cloudwatch",
    "GetMetricData",
    {
      ...cloudwatchWindow,
      MetricDataQueries: [
        {
          Id: "a",
          MetricStat: { Metric: { Namespace: "Seeded", MetricName: "hits" }, Period: 60, Stat: "Sum" },
        },
      ],
    },
  ],
  [
    "application-autoscaling",
    "RegisterScalableTarget",
    { ...target, MinCapacity: 1, MaxCapacity: 2, Tags: { made: "for" } },
  ],
  [
    "application-autoscaling",
    "PutScalingPolicy",
    {
      ...target,
      PolicyName: "seeded",
      PolicyType: "TargetTrackingScaling",
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 10,
        PredefinedMetricSpecification: { PredefinedMetricType: "SageMakerVariantInvocationsPerInstance" },
      },
    },
  ],
  [
    "application-autoscaling",
    "PutScheduledAction",
    {
      ...target,
      ScheduledActionName: "seeded",
      Schedule: "rate(1 day)",
      ScalableTargetAction: { MinCapacity: 1 },
    },
  ],
  ["application-autoscaling", "DescribeScalableTargets", { ServiceNamespace: "sagemaker" }],
  ["application-autoscaling", "DescribeScalingPolicies", { ServiceNamespace: "sagemaker" }],
  ["application-autoscaling", "DescribeScheduledActions", { ServiceNamespace: "sagemaker" }],
  ["application-autoscaling", "DescribeScalingActivities", { ServiceNamespace: "sagemaker" }],
  ["sagemaker", "DescribeTrainingJob", { TrainingJobName: "Seeded" }],
  ["sagemaker", "ListTrainingJobs", {}],
  ["sagemaker", "DescribeProcessingJob", { ProcessingJobName: "Seeded" }],
  ["sagemaker", "ListProcessingJobs", {}],
  ["sagemaker", "DescribeModel", { ModelName: "seeded" }],
  ["sagemaker", "ListModels", {}],
  ["sagemaker", "DescribeEndpointConfig", { EndpointConfigName: "seeded" }],
  ["sagemaker", "ListEndpointConfigs", {}],
  ["sagemaker", "DescribeEndpoint", { EndpointName: "seeded" }],
  ["sagemaker", "ListEndpoints", {}],
  ["sagemaker", "ListInferenceComponents", {}],
  ["sagemaker", "ListTags", { ResourceArn: "arn:aws:sagemaker:us-east-1:111122223333:endpoint/seeded" }],
  ["sagemaker", "DescribeModelPackageGroup", { ModelPackageGroupName: "seeded" }],
  ["sagemaker", "ListModelPackageGroups", {}],
  ["sagemaker", "DescribeFeatureGroup", { FeatureGroupName: "seeded" }],
  ["sagemaker", "ListFeatureGroups", {}],
  [
    "sagemaker-featurestore-runtime",
    "GetRecord",
    { FeatureGroupName: "seeded", RecordIdentifierValueAsString: "1" },
  ],
  [
    "sagemaker-featurestore-runtime",
    "BatchGetRecord",
    { Identifiers: [{ FeatureGroupName: "seeded", RecordIdentifiersValueAsString: ["1"] }] },
  ],
  [
    "sagemaker",
    "DescribeModelPackage",
    { ModelPackageName: "arn:aws:sagemaker:us-east-1:111122223333:model-package/seeded/1" },
  ],
  ["sagemaker", "ListModelPackages", { ModelPackageGroupName: "seeded" }],
  ["sagemaker", "DescribePipeline", { PipelineName: "seeded" }],
  ["sagemaker", "ListPipelines", {}],
  ["sagemaker", "ListPipelineExecutions", { PipelineName: "seeded" }],
  ["sagemaker", "DescribeNotebookInstance", { NotebookInstanceName: "seeded" }],
  ["sagemaker", "ListNotebookInstances", {}],
  ["sagemaker", "DescribeNotebookInstanceLifecycleConfig", { NotebookInstanceLifecycleConfigName: "seeded" }],
  ["sagemaker", "ListNotebookInstanceLifecycleConfigs", { SortBy: "LastModifiedTime" }],
  ["sagemaker", "ListDomains", {}],
  ["sagemaker", "ListUserProfiles", {}],
  ["sagemaker", "ListSpaces", {}],
  ["sagemaker", "ListApps", {}],
  ["sagemaker", "DescribeExperiment", { ExperimentName: "seeded" }],
  ["sagemaker", "ListExperiments", {}],
  ["sagemaker", "DescribeTrial", { TrialName: "seeded" }],
  ["sagemaker", "ListTrials", { ExperimentName: "seeded" }],
  ["sagemaker", "DescribeTrialComponent", { TrialComponentName: "seeded" }],
  ["sagemaker", "ListTrialComponents", { TrialName: "seeded" }],
  ["sagemaker", "Search", { Resource: "TrainingJob" }],
  ["sagemaker", "Search", { Resource: "Endpoint" }],
  ["sagemaker", "Search", { Resource: "ModelPackage" }],
  ["sagemaker", "Search", { Resource: "Experiment" }],
  ["sagemaker", "Search", { Resource: "ExperimentTrial" }],
  ["sagemaker", "Search", { Resource: "ExperimentTrialComponent" }],
  [
    "sagemaker-runtime",
    "InvokeEndpoint",
    { EndpointName: "seeded", Body: Buffer.from("1"), ContentType: "text/csv" },
  ],
];

import type { ModelledService } from "./service-model.ts";

/** Every operation that the small AWS answers: what `write-models.ts` takes out of the models of AWS. */
export const claimedOperations: Readonly<Record<ModelledService, readonly string[]>> = {
  "application-autoscaling": words(
    "DeleteScalingPolicy DeleteScheduledAction DeregisterScalableTarget DescribeScalableTargets",
    "DescribeScalingActivities DescribeScalingPolicies DescribeScheduledActions ListTagsForResource",
    "PutScalingPolicy PutScheduledAction RegisterScalableTarget TagResource UntagResource",
  ),
  cloudwatch: words(
    "DeleteAlarms DescribeAlarms GetMetricData GetMetricStatistics ListMetrics PutMetricAlarm PutMetricData",
    "SetAlarmState",
  ),
  dynamodb: words(
    "BatchGetItem BatchWriteItem CreateTable DeleteItem DeleteTable DescribeTable DescribeTimeToLive GetItem",
    "ListTables ListTagsOfResource PutItem Query Scan TagResource TransactGetItems TransactWriteItems",
    "UntagResource UpdateItem UpdateTable UpdateTimeToLive",
  ),
  events: words(
    "CreateEventBus DeleteEventBus DescribeEventBus ListEventBuses ListRules PutEvents TestEventPattern",
  ),
  lambda: words("GetDurableExecution Invoke ListDurableExecutionsByFunction StopDurableExecution"),
  logs: words("DeleteLogGroup DescribeLogGroups DescribeLogStreams FilterLogEvents GetLogEvents"),
  s3: words(
    "AbortMultipartUpload CompleteMultipartUpload CopyObject CreateBucket CreateMultipartUpload DeleteBucket",
    "DeleteObject DeleteObjects GetBucketLocation GetObject HeadBucket HeadObject ListBuckets ListObjects",
    "ListObjectsV2 ListParts PutObject UploadPart UploadPartCopy",
  ),
  sagemaker: words(
    "AddTags DeleteTags ListTags",
    "CreateTrainingJob DescribeTrainingJob ListTrainingJobs StopTrainingJob",
    "CreateProcessingJob DescribeProcessingJob ListProcessingJobs StopProcessingJob",
    "CreateModel DeleteModel DescribeModel ListModels",
    "CreateEndpointConfig DeleteEndpointConfig DescribeEndpointConfig ListEndpointConfigs",
    "CreateEndpoint DeleteEndpoint DescribeEndpoint ListEndpoints UpdateEndpoint",
    "UpdateEndpointWeightsAndCapacities",
    "CreateInferenceComponent DeleteInferenceComponent DescribeInferenceComponent ListInferenceComponents",
    "UpdateInferenceComponent UpdateInferenceComponentRuntimeConfig",
    "CreateModelPackageGroup DeleteModelPackageGroup DescribeModelPackageGroup ListModelPackageGroups",
    "CreateModelPackage DeleteModelPackage DescribeModelPackage ListModelPackages UpdateModelPackage",
    "CreatePipeline DeletePipeline DescribePipeline ListPipelines UpdatePipeline",
    "StartPipelineExecution StopPipelineExecution DescribePipelineExecution ListPipelineExecutions",
    "DescribePipelineDefinitionForExecution ListPipelineExecutionSteps ListPipelineParametersForExecution",
    "RetryPipelineExecution SendPipelineExecutionStepFailure SendPipelineExecutionStepSuccess",
    "CreateTransformJob DescribeTransformJob ListTransformJobs StopTransformJob",
    "CreateHyperParameterTuningJob DescribeHyperParameterTuningJob ListHyperParameterTuningJobs",
    "ListTrainingJobsForHyperParameterTuningJob StopHyperParameterTuningJob",
    "CreateAutoMLJob CreateAutoMLJobV2 DescribeAutoMLJob DescribeAutoMLJobV2 ListAutoMLJobs",
    "ListCandidatesForAutoMLJob StopAutoMLJob",
    "CreateNotebookInstance DeleteNotebookInstance DescribeNotebookInstance ListNotebookInstances",
    "StartNotebookInstance StopNotebookInstance UpdateNotebookInstance",
    "CreateNotebookInstanceLifecycleConfig DeleteNotebookInstanceLifecycleConfig",
    "DescribeNotebookInstanceLifecycleConfig ListNotebookInstanceLifecycleConfigs",
    "UpdateNotebookInstanceLifecycleConfig",
    "CreateDomain DeleteDomain DescribeDomain ListDomains UpdateDomain",
    "CreateUserProfile DeleteUserProfile DescribeUserProfile ListUserProfiles UpdateUserProfile",
    "CreateSpace DeleteSpace DescribeSpace ListSpaces UpdateSpace",
    "CreateApp DeleteApp DescribeApp ListApps",
    "CreateExperiment DeleteExperiment DescribeExperiment ListExperiments UpdateExperiment",
    "CreateTrial DeleteTrial DescribeTrial ListTrials UpdateTrial",
    "CreateTrialComponent DeleteTrialComponent DescribeTrialComponent ListTrialComponents",
    "UpdateTrialComponent AssociateTrialComponent DisassociateTrialComponent",
    "Search",
    "CreateFeatureGroup DeleteFeatureGroup DescribeFeatureGroup ListFeatureGroups UpdateFeatureGroup",
  ),
  "sagemaker-featurestore-runtime": words("BatchGetRecord DeleteRecord GetRecord PutRecord"),
  "sagemaker-runtime": words("InvokeEndpoint InvokeEndpointAsync"),
  sns: words(
    "ConfirmSubscription CreateTopic DeleteTopic GetSubscriptionAttributes GetTopicAttributes",
    "ListSubscriptions ListSubscriptionsByTopic ListTopics Publish PublishBatch SetSubscriptionAttributes",
    "Subscribe Unsubscribe",
  ),
  sqs: words(
    "CreateQueue DeleteMessage DeleteQueue GetQueueUrl ListQueues ReceiveMessage SendMessage SendMessageBatch",
  ),
  ssm: words("DeleteParameter DescribeParameters GetParameter GetParameters PutParameter"),
  stepfunctions: words(
    "CreateStateMachine DeleteStateMachine DescribeExecution DescribeStateMachine GetExecutionHistory",
    "ListExecutions ListStateMachines StartExecution StopExecution",
  ),
  sts: words("GetCallerIdentity"),
};

function words(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(" "));
}

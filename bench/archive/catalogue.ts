/** Which calls are made in the archive of the bench: names as CloudTrail has them, the frequent ones first. */

export type Call = {
  readonly service: string;
  readonly name: string;
  readonly isRead: boolean;
};

/** Service, its share among reads, its reads and its writes. */
const services: ReadonlyArray<
  readonly [name: string, share: number, reads: string, writes: string]
> = [
  [
    'ec2',
    260,
    'DescribeInstances DescribeVolumes DescribeTags DescribeNetworkInterfaces DescribeInstanceStatus DescribeSecurityGroups DescribeSubnets DescribeSnapshots DescribeRegions DescribeImages DescribeVpcs DescribeRouteTables DescribeAddresses DescribeInstanceTypes DescribeLaunchTemplateVersions DescribeLaunchTemplates DescribeSecurityGroupRules DescribeAvailabilityZones DescribeNatGateways DescribeVpcEndpoints DescribeInstanceAttribute DescribeSpotInstanceRequests DescribeVolumesModifications DescribeNetworkAcls DescribeInternetGateways DescribeKeyPairs DescribeFlowLogs DescribeReservedInstances DescribeTransitGateways GetConsoleOutput GetPasswordData DescribePlacementGroups DescribeVpcPeeringConnections GetEbsEncryptionByDefault',
    'CreateTags RunInstances TerminateInstances CreateNetworkInterface DeleteNetworkInterface StopInstances StartInstances AuthorizeSecurityGroupIngress CreateSnapshot DeleteSnapshot RevokeSecurityGroupIngress AttachVolume CreateVolume DeleteTags ModifyInstanceAttribute CreateSecurityGroup CreateLaunchTemplateVersion ModifySnapshotAttribute DeleteVolume AssociateAddress CreateImage DeleteSecurityGroup AuthorizeSecurityGroupEgress RebootInstances ModifyNetworkInterfaceAttribute CreateFleet AllocateAddress CreateVpcEndpoint DeleteVpc CreateKeyPair SharedSnapshotVolumeCreated',
  ],
  [
    'sts',
    170,
    'AssumeRole GetCallerIdentity AssumeRoleWithWebIdentity GetSessionToken AssumeRoleWithSAML GetFederationToken DecodeAuthorizationMessage GetAccessKeyInfo',
    '',
  ],
  [
    'kms',
    120,
    'Decrypt GenerateDataKey DescribeKey ListKeys GetKeyPolicy ListAliases GetKeyRotationStatus Encrypt ListGrants ListResourceTags',
    'CreateGrant RetireGrant RotateKey ScheduleKeyDeletion DisableKey PutKeyPolicy',
  ],
  [
    's3',
    90,
    'GetBucketAcl ListBuckets GetBucketLocation GetBucketPolicy GetBucketEncryption GetBucketVersioning GetBucketPublicAccessBlock GetBucketTagging GetBucketLifecycle GetBucketLogging GetBucketPolicyStatus GetBucketNotification GetBucketReplication GetBucketCors GetBucketWebsite GetAccountPublicAccessBlock',
    'PutBucketPolicy CreateBucket PutBucketTagging DeleteBucketPolicy PutBucketPublicAccessBlock PutBucketAcl PutBucketLifecycle DeleteBucket PutBucketEncryption',
  ],
  [
    'logs',
    60,
    'DescribeLogStreams DescribeLogGroups FilterLogEvents GetQueryResults DescribeMetricFilters DescribeSubscriptionFilters',
    'CreateLogStream CreateLogGroup PutRetentionPolicy DeleteLogGroup PutSubscriptionFilter',
  ],
  [
    'ssm',
    70,
    'DescribeInstanceInformation GetParameter GetParametersByPath GetParameters ListAssociations DescribeParameters ListCommands GetCommandInvocation DescribeInstancePatchStates ListInventoryEntries',
    'UpdateInstanceInformation SendCommand PutParameter StartSession TerminateSession CreateAssociation DeleteParameter UpdateInstanceAssociationStatus OpenDataChannel',
  ],
  [
    'monitoring',
    60,
    'DescribeAlarms GetMetricData ListMetrics GetMetricStatistics DescribeAlarmHistory ListDashboards GetDashboard',
    'PutMetricAlarm DeleteAlarms DisableAlarmActions PutDashboard SetAlarmState',
  ],
  [
    'elasticloadbalancing',
    40,
    'DescribeTargetHealth DescribeLoadBalancers DescribeTargetGroups DescribeListeners DescribeTags DescribeRules DescribeLoadBalancerAttributes DescribeInstanceHealth',
    'RegisterTargets DeregisterTargets CreateTargetGroup ModifyListener CreateRule DeleteTargetGroup ModifyRule',
  ],
  [
    'autoscaling',
    34,
    'DescribeAutoScalingGroups DescribeAutoScalingInstances DescribeScalingActivities DescribePolicies DescribeLaunchConfigurations DescribeTags DescribeLifecycleHooks',
    'UpdateAutoScalingGroup SetDesiredCapacity StartInstanceRefresh CompleteLifecycleAction PutScalingPolicy CreateAutoScalingGroup TerminateInstanceInAutoScalingGroup SuspendProcesses',
  ],
  [
    'ecs',
    40,
    'DescribeTasks DescribeServices ListTasks DescribeTaskDefinition ListServices DescribeContainerInstances DescribeClusters ListClusters',
    'RegisterTaskDefinition RunTask UpdateService StopTask DeregisterTaskDefinition SubmitTaskStateChange CreateService ExecuteCommand',
  ],
  [
    'ecr',
    30,
    'GetAuthorizationToken DescribeRepositories BatchGetImage DescribeImages GetRepositoryPolicy ListImages GetDownloadUrlForLayer BatchCheckLayerAvailability DescribeImageScanFindings',
    'PutImage InitiateLayerUpload CreateRepository BatchDeleteImage CompleteLayerUpload',
  ],
  [
    'lambda',
    36,
    'ListFunctions20150331 GetFunction20150331v2 ListTags20170331 GetPolicy20150331v2 GetFunctionConfiguration20150331v2 ListVersionsByFunction20150331 ListEventSourceMappings20150331 ListAliases20150331 GetFunctionUrlConfig',
    'UpdateFunctionCode20150331v2 UpdateFunctionConfiguration20150331v2 CreateFunction20150331 AddPermission20150331v2 PublishVersion20150331 DeleteFunction20150331 CreateFunctionUrlConfig',
  ],
  [
    'iam',
    60,
    'ListRoles GetRole ListAttachedRolePolicies GetUser ListUsers GetPolicyVersion ListRolePolicies GetPolicy ListAccessKeys GetRolePolicy GetAccountSummary ListPolicies ListMFADevices GetInstanceProfile GetAccessKeyLastUsed ListGroupsForUser GenerateCredentialReport GetAccountPasswordPolicy ListInstanceProfiles SimulatePrincipalPolicy GetLoginProfile',
    'AttachRolePolicy PutRolePolicy CreateRole DeleteRolePolicy DetachRolePolicy CreateAccessKey UpdateAssumeRolePolicy CreatePolicy TagRole DeleteRole CreateUser AttachUserPolicy DeleteAccessKey CreatePolicyVersion UpdateAccessKey CreateLoginProfile AddUserToGroup CreateServiceLinkedRole CreateInstanceProfile AddRoleToInstanceProfile DeactivateMFADevice PutUserPolicy',
  ],
  [
    'rds',
    26,
    'DescribeDBInstances DescribeDBClusters ListTagsForResource DescribeDBSnapshots DescribeDBLogFiles DownloadDBLogFilePortion DescribeEvents DescribeDBSubnetGroups DescribePendingMaintenanceActions',
    'CreateDBSnapshot ModifyDBInstance DeleteDBSnapshot CreateDBInstance RebootDBInstance StopDBInstance ModifyDBSnapshotAttribute RestoreDBInstanceFromDBSnapshot',
  ],
  [
    'secretsmanager',
    26,
    'GetSecretValue DescribeSecret ListSecrets GetResourcePolicy BatchGetSecretValue',
    'PutSecretValue CreateSecret RotateSecret DeleteSecret UpdateSecret',
  ],
  [
    'dynamodb',
    20,
    'DescribeTable ListTables DescribeContinuousBackups DescribeTimeToLive ListTagsOfResource DescribeLimits',
    'UpdateTable CreateTable DeleteTable UpdateContinuousBackups CreateBackup',
  ],
  [
    'cloudtrail',
    14,
    'LookupEvents DescribeTrails GetTrailStatus GetEventSelectors ListTrails',
    'StopLogging StartLogging UpdateTrail CreateTrail PutEventSelectors DeleteTrail',
  ],
  [
    'config',
    16,
    'DescribeConfigRules DescribeConfigurationRecorders SelectResourceConfig DescribeComplianceByConfigRule BatchGetResourceConfig GetComplianceDetailsByConfigRule',
    'PutEvaluations PutConfigRule StopConfigurationRecorder StartConfigRulesEvaluation',
  ],
  [
    'cloudformation',
    16,
    'DescribeStacks DescribeStackEvents ListStackResources GetTemplate DescribeChangeSet DescribeStackResources ListStacks',
    'CreateChangeSet ExecuteChangeSet CreateStack UpdateStack DeleteStack',
  ],
  [
    'eks',
    16,
    'DescribeCluster ListClusters ListNodegroups DescribeNodegroup AccessKubernetesApi ListAddons DescribeAddon',
    'UpdateNodegroupConfig CreateNodegroup UpdateClusterVersion CreateAccessEntry',
  ],
  [
    'sqs',
    10,
    'GetQueueAttributes ListQueues ListQueueTags',
    'CreateQueue SetQueueAttributes PurgeQueue DeleteQueue',
  ],
  [
    'sns',
    10,
    'GetTopicAttributes ListTopics ListSubscriptionsByTopic ListTagsForResource',
    'Subscribe CreateTopic SetTopicAttributes Unsubscribe',
  ],
  [
    'events',
    8,
    'ListRules ListTargetsByRule DescribeRule DescribeEventBus',
    'PutRule PutTargets DisableRule DeleteRule',
  ],
  [
    'route53',
    10,
    'ListResourceRecordSets ListHostedZones GetHostedZone GetChange',
    'ChangeResourceRecordSets CreateHostedZone',
  ],
  [
    'cloudfront',
    6,
    'ListDistributions GetDistribution GetDistributionConfig',
    'CreateInvalidation UpdateDistribution',
  ],
  [
    'organizations',
    6,
    'DescribeOrganization ListAccounts DescribeAccount ListParents',
    'MoveAccount AttachPolicy CreateAccount',
  ],
  ['signin', 0.2, 'CheckMfa', 'ConsoleLogin SwitchRole RenewRole ExitRole'],
  [
    'sso',
    8,
    'GetRoleCredentials ListAccountRoles ListAccounts ListPermissionSets',
    'CreateAccountAssignment ProvisionPermissionSet DeleteAccountAssignment',
  ],
  ['health', 6, 'DescribeEventAggregates DescribeEvents DescribeEventDetails', ''],
  [
    'guardduty',
    5,
    'GetDetector ListFindings GetFindings ListDetectors',
    'UpdateDetector ArchiveFindings DeleteDetector',
  ],
  [
    'securityhub',
    5,
    'GetFindings DescribeHub GetEnabledStandards',
    'BatchImportFindings BatchUpdateFindings',
  ],
  ['inspector2', 4, 'ListFindings ListCoverage BatchGetAccountStatus', 'UpdateFilter'],
  ['access-analyzer', 4, 'ListAnalyzers ListFindingsV2 ValidatePolicy', 'CreateAnalyzer'],
  [
    'acm',
    5,
    'ListCertificates DescribeCertificate ListTagsForCertificate',
    'RequestCertificate ImportCertificate',
  ],
  [
    'apigateway',
    5,
    'GetRestApis GetStages GetResources GetApis',
    'CreateDeployment UpdateStage PutRestApi',
  ],
  [
    'elasticache',
    4,
    'DescribeCacheClusters DescribeReplicationGroups ListTagsForResource',
    'ModifyReplicationGroup CreateSnapshot',
  ],
  ['redshift', 3, 'DescribeClusters DescribeClusterSnapshots', 'PauseCluster ResumeCluster'],
  ['athena', 4, 'GetQueryExecution GetQueryResults ListWorkGroups', 'StartQueryExecution'],
  [
    'glue',
    6,
    'GetTable GetTables GetPartitions GetDatabase GetJobRun',
    'BatchCreatePartition StartJobRun UpdateTable',
  ],
  ['firehose', 3, 'DescribeDeliveryStream ListDeliveryStreams', 'CreateDeliveryStream'],
  ['kinesis', 4, 'DescribeStreamSummary ListShards ListStreams', 'UpdateShardCount CreateStream'],
  [
    'states',
    4,
    'DescribeExecution ListExecutions DescribeStateMachine',
    'StartExecution UpdateStateMachine',
  ],
  [
    'batch',
    4,
    'DescribeJobs ListJobs DescribeComputeEnvironments',
    'SubmitJob TerminateJob UpdateComputeEnvironment',
  ],
  [
    'codebuild',
    4,
    'BatchGetBuilds BatchGetProjects ListBuildsForProject',
    'StartBuild UpdateProject',
  ],
  [
    'codepipeline',
    3,
    'GetPipelineState ListPipelines GetPipelineExecution',
    'StartPipelineExecution PutApprovalResult',
  ],
  ['codecommit', 2, 'GetRepository ListRepositories GitPull', 'GitPush CreateBranch'],
  ['codedeploy', 3, 'GetDeployment BatchGetDeploymentTargets', 'CreateDeployment'],
  ['elasticfilesystem', 3, 'DescribeFileSystems DescribeMountTargets', 'CreateMountTarget'],
  [
    'backup',
    3,
    'ListBackupJobs DescribeBackupVault ListRecoveryPointsByBackupVault',
    'StartBackupJob DeleteRecoveryPoint',
  ],
  ['wafv2', 3, 'GetWebACL ListWebACLs GetSampledRequests', 'UpdateWebACL'],
  ['servicequotas', 2, 'ListServiceQuotas GetServiceQuota', 'RequestServiceQuotaIncrease'],
  ['tagging', 5, 'GetResources GetTagKeys GetTagValues', 'TagResources'],
  ['ce', 3, 'GetCostAndUsage GetCostForecast', ''],
  ['support', 2, 'DescribeTrustedAdvisorChecks DescribeCases', 'CreateCase'],
  ['ses', 2, 'GetSendQuota ListIdentities GetAccount', 'VerifyDomainIdentity'],
  [
    'bedrock',
    3,
    'ListFoundationModels InvokeModel Converse',
    'PutModelInvocationLoggingConfiguration',
  ],
  [
    'sagemaker',
    3,
    'DescribeEndpoint ListNotebookInstances DescribeTrainingJob',
    'CreateTrainingJob CreatePresignedNotebookInstanceUrl',
  ],
  ['ram', 2, 'GetResourceShares ListResources', 'CreateResourceShare AssociateResourceShare'],
  [
    'application-autoscaling',
    3,
    'DescribeScalableTargets DescribeScalingPolicies',
    'RegisterScalableTarget',
  ],
  [
    'cognito-idp',
    2,
    'ListUserPools DescribeUserPool AdminGetUser',
    'AdminCreateUser AdminSetUserPassword',
  ],
  [
    'servicediscovery',
    2,
    'ListNamespaces DiscoverInstances',
    'RegisterInstance DeregisterInstance',
  ],
  ['network-firewall', 1, 'DescribeFirewall ListFirewalls', 'UpdateFirewallPolicy'],
  ['ec2messages', 1, 'GetEndpoint', ''],
];

/** Services whose calls are recorded in us-east-1 only. */
const globalServices: ReadonlySet<string> = new Set([
  'iam',
  'cloudfront',
  'route53',
  'organizations',
  'support',
  'health',
  'ce',
]);

export function isGlobal(service: string): boolean {
  return globalServices.has(service);
}

/** Every call of the catalogue beside how often it is drawn; reads and writes apart. */
export function weightedCalls(isRead: boolean): ReadonlyArray<readonly [Call, number]> {
  return services.flatMap(([service, share, reads, writes]) => {
    const names = (isRead ? reads : writes).split(' ').filter(Boolean);
    // Services that are read often are not written to as much more often.
    const weight = isRead ? share : Math.sqrt(share);
    return names.map(
      (name, index) => [{service, name, isRead}, weight / (index + 1) ** 1.15] as const,
    );
  });
}

/** The calls of one service by name, for what is drawn on purpose. */
export function callOf(service: string, name: string, isRead: boolean): Call {
  return {service, name, isRead};
}

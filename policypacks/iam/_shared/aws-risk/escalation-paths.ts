/**
 * What of a thing an action must be allowed on to be part of a path. `all`: on every thing of its kind. `own`: on the principal
 * itself, or on every thing. `one`: on the same thing as the other actions marked so, whichever it is. `any`: on anything.
 */
export type Breadth = "all" | "own" | "one" | "any";

/**
 * What kind of way up it is. `rights`: the holder gives itself rights. `role`: the holder hands any role to a service that does its
 * bidding. `borrowed`: the holder acts through a thing that has a role already, and gains what that role may do.
 */
export type PathKind = "rights" | "role" | "borrowed";

export interface EscalationPath {
  /** What users type to leave it out; never changes. */
  id: string;
  kind: PathKind;
  needs: readonly { action: string; on: Breadth }[];
  /** The services of which one must be able to get the role (`iam:PassedToService`, without the domain). Empty where no role is passed. */
  services: readonly string[];
  /** What its holder can do, as a sentence goes on after "whoever has it". */
  gains: string;
  /** Where it is described. */
  source: string;
}

const PATHFINDING = "https://pathfinding.cloud/paths/";
const RHINO = "https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/";
const BISHOP_FOX = "https://bishopfox.com/blog/privilege-escalation-in-aws";
const HACKTRICKS = "https://cloud.hacktricks.wiki/en/pentesting-cloud/aws-security/aws-privilege-escalation/";

/**
 * The known ways from less rights to more, each with the fewest actions that it takes: what is published with further actions is
 * in here with those left out that only spare a step (a new cluster where there is one, a second access key where there are two).
 * Compared with the catalogue of pathfinding.cloud (every identifier of it is in a source or in `COVERED_BY`), with the list of
 * Rhino Security Labs that began it, with cloudsplaining's and with Prowler's.
 */
export const ESCALATION_PATHS: readonly EscalationPath[] = [
  ...rights([
    ["create-policy-version", "iam:CreatePolicyVersion all", "rewrites a policy that it has itself", "iam-001"],
    ["set-default-policy-version", "iam:SetDefaultPolicyVersion all", "brings back an older version of a policy, with more in it", RHINO],
    ["create-access-key", "iam:CreateAccessKey all", "makes itself a key of any user", "iam-002"],
    ["create-login-profile", "iam:CreateLoginProfile all", "gives any user without a password one, and signs in as that user", "iam-004"],
    ["update-login-profile", "iam:UpdateLoginProfile all", "changes any user's password, and signs in as that user", "iam-006"],
    ["attach-user-policy", "iam:AttachUserPolicy own", "attaches AdministratorAccess to a user", "iam-008"],
    ["attach-group-policy", "iam:AttachGroupPolicy own", "attaches AdministratorAccess to a group that it is in", "iam-010"],
    ["attach-role-policy", "iam:AttachRolePolicy own", "attaches AdministratorAccess to a role", "iam-009"],
    ["put-user-policy", "iam:PutUserPolicy own", "writes a policy into a user", "iam-007"],
    ["put-group-policy", "iam:PutGroupPolicy own", "writes a policy into a group that it is in", "iam-011"],
    ["put-role-policy", "iam:PutRolePolicy own", "writes a policy into a role", "iam-005"],
    ["add-user-to-group", "iam:AddUserToGroup all", "joins any group, that of the administrators too", "iam-013"],
    ["update-assume-role-policy", "iam:UpdateAssumeRolePolicy all", "makes any role trust it", "iam-012"],
    ["attach-role-policy-and-trust", "iam:AttachRolePolicy one, iam:UpdateAssumeRolePolicy one", "gives a role all rights and makes it trust the holder", "iam-019"],
    ["put-role-policy-and-trust", "iam:PutRolePolicy one, iam:UpdateAssumeRolePolicy one", "writes a policy into a role and makes it trust the holder", "iam-021"],
    ["attach-role-policy-and-assume", "iam:AttachRolePolicy one, sts:AssumeRole one", "gives a role all rights and takes it on", "iam-014"],
    ["put-role-policy-and-assume", "iam:PutRolePolicy one, sts:AssumeRole one", "writes a policy into a role and takes it on", "iam-017"],
    ["attach-user-policy-and-key", "iam:AttachUserPolicy one, iam:CreateAccessKey one", "gives a user all rights and makes itself a key of that user", "iam-015"],
    ["put-user-policy-and-key", "iam:PutUserPolicy one, iam:CreateAccessKey one", "writes a policy into a user and makes itself a key of that user", "iam-018"],
  ]),
  ...passing([
    ["ec2-run-instances", "ec2:RunInstances", "ec2", "starts a machine with any role", "ec2-001"],
    ["ec2-spot-instances", "ec2:RequestSpotInstances", "ec2", "starts a spot machine with any role", "ec2-004"],
    ["autoscaling-create-group", "autoscaling:CreateLaunchConfiguration, autoscaling:CreateAutoScalingGroup", "ec2", "lets a new group start machines with any role", BISHOP_FOX],
    ["autoscaling-update-group", "autoscaling:CreateLaunchConfiguration, autoscaling:UpdateAutoScalingGroup", "ec2", "lets an existing group start machines with any role", BISHOP_FOX],
    ["lambda-invoke", "lambda:CreateFunction, lambda:InvokeFunction", "lambda", "runs code of its own as any role", "lambda-001"],
    ["lambda-event-source", "lambda:CreateFunction, lambda:CreateEventSourceMapping", "lambda", "runs code of its own as any role, when a stream or table has an event", "lambda-002"],
    ["lambda-add-permission", "lambda:CreateFunction, lambda:AddPermission", "lambda", "runs code of its own as any role, called from elsewhere", "lambda-006"],
    ["glue-dev-endpoint", "glue:CreateDevEndpoint", "glue", "logs in to an endpoint that has any role", "glue-001"],
    ["glue-create-job", "glue:CreateJob, glue:StartJobRun", "glue", "runs a job of its own as any role", "glue-003"],
    ["glue-create-job-trigger", "glue:CreateJob, glue:CreateTrigger", "glue", "lets a trigger run a job of its own as any role", "glue-004"],
    ["glue-update-job", "glue:UpdateJob, glue:StartJobRun", "glue", "rewrites a job and runs it as any role", "glue-005"],
    ["glue-update-job-trigger", "glue:UpdateJob, glue:CreateTrigger", "glue", "rewrites a job and lets a trigger run it as any role", "glue-006"],
    ["glue-session", "glue:CreateSession, glue:RunStatement", "glue", "runs statements as any role", "glue-007"],
    ["cloudformation-create-stack", "cloudformation:CreateStack", "cloudformation", "lets CloudFormation create anything as any role", "cloudformation-001"],
    ["cloudformation-create-stack-set", "cloudformation:CreateStackSet, cloudformation:CreateStackInstances", "cloudformation", "lets a stack set create anything as any role", "cloudformation-003"],
    ["cloudformation-update-stack-set", "cloudformation:UpdateStackSet", "cloudformation", "lets an existing stack set create anything as any role", "cloudformation-004"],
    ["data-pipeline", "datapipeline:CreatePipeline, datapipeline:PutPipelineDefinition, datapipeline:ActivatePipeline", "datapipeline ec2 elasticmapreduce", "runs commands as any role", "datapipeline-001"],
    ["codebuild-build", "codebuild:CreateProject, codebuild:StartBuild", "codebuild", "runs a build of its own as any role", "codebuild-001"],
    ["codebuild-build-batch", "codebuild:CreateProject, codebuild:StartBuildBatch", "codebuild", "runs builds of its own as any role", "codebuild-004"],
    ["ecs-service", "ecs:RegisterTaskDefinition, ecs:CreateService", "ecs-tasks", "runs a container of its own as any role", "ecs-003"],
    ["ecs-run-task", "ecs:RunTask", "ecs-tasks", "runs an existing task with another command and any role", "ecs-008"],
    ["ecs-start-task", "ecs:StartTask", "ecs-tasks", "starts an existing task with another command and any role", "ecs-009"],
    ["batch-job", "batch:RegisterJobDefinition, batch:SubmitJob", "ecs-tasks batch", "runs a job of its own as any role", "batch-001"],
    ["sagemaker-notebook", "sagemaker:CreateNotebookInstance", "sagemaker", "opens a notebook that has any role", "sagemaker-001"],
    ["sagemaker-training-job", "sagemaker:CreateTrainingJob", "sagemaker", "runs a container of its own as any role", "sagemaker-002"],
    ["sagemaker-processing-job", "sagemaker:CreateProcessingJob", "sagemaker", "runs a script of its own as any role", "sagemaker-003"],
    ["app-runner-service", "apprunner:CreateService", "tasks.apprunner apprunner", "runs a service of its own as any role", "apprunner-001"],
    ["agentcore-code-interpreter", "bedrock-agentcore:CreateCodeInterpreter, bedrock-agentcore:StartCodeInterpreterSession, bedrock-agentcore:InvokeCodeInterpreter", "bedrock-agentcore", "runs code of its own as any role", "bedrock-001"],
    [
      "agentcore-runtime",
      "bedrock-agentcore:CreateAgentRuntime, bedrock-agentcore:CreateAgentRuntimeEndpoint, bedrock-agentcore:CreateWorkloadIdentity, bedrock-agentcore:InvokeAgentRuntimeCommand",
      "bedrock-agentcore", "runs commands in an agent's machine as any role", "bedrock-003",
    ],
    ["agentcore-browser", "bedrock-agentcore:CreateBrowser, bedrock-agentcore:StartBrowserSession, bedrock-agentcore:ConnectBrowserAutomationStream", "bedrock-agentcore", "reads any role's credentials through a browser", "bedrock-006"],
    ["braket-job", "braket:CreateJob", "braket", "runs a container of its own as any role", "braket-001"],
    ["cognito-identity-pool", "cognito-identity:SetIdentityPoolRoles", "cognito-identity", "lets the guests of an identity pool be any role", "cognitoidentity-001"],
    ["emr-cluster", "elasticmapreduce:RunJobFlow", "elasticmapreduce ec2", "runs steps of its own as any role", "emr-001"],
    ["emr-serverless-job", "emr-serverless:CreateApplication, emr-serverless:StartJobRun", "emr-serverless", "runs a job of its own as any role", "emrserverless-001"],
    ["gamelift-fleet", "gamelift:CreateBuild, gamelift:RequestUploadCredentials, gamelift:CreateFleet", "gamelift ec2", "runs a server of its own as any role", "gamelift-001"],
    [
      "image-builder",
      "imagebuilder:CreateComponent, imagebuilder:CreateImageRecipe, imagebuilder:CreateInfrastructureConfiguration, imagebuilder:CreateImage",
      "ec2", "runs commands as any role while an image is built", "imagebuilder-001",
    ],
    ["managed-flink", "kinesisanalytics:CreateApplication, kinesisanalytics:StartApplication", "kinesisanalytics", "runs an application of its own as any role", "kinesisanalytics-001"],
    ["omics-workflow", "omics:CreateWorkflow, omics:StartRun", "omics", "runs a workflow of its own as any role", "omics-001"],
    ["ssm-automation", "ssm:CreateDocument, ssm:StartAutomationExecution", "ssm", "runs a script of its own as any role", "ssm-003"],
    ["amplify-build", "amplify:CreateApp, amplify:CreateBranch, amplify:StartJob", "amplify", "runs a build of its own as any role", "https://github.com/DataDog/pathfinding-labs/tree/main/modules/scenarios/single-account/privesc-one-hop/to-admin"],
    ["step-functions", "states:CreateStateMachine, states:StartExecution", "states", "lets a state machine call any API as any role", `${HACKTRICKS}aws-stepfunctions-privesc/index.html`],
    ["scheduler", "scheduler:CreateSchedule", "scheduler", "lets a schedule call any API as any role", `${HACKTRICKS}eventbridgescheduler-privesc/index.html`],
  ]),
  ...borrowed([
    ["create-policy-version-and-assume", "iam:CreatePolicyVersion any, sts:AssumeRole any", "rewrites a policy of a role and takes the role on", "iam-016"],
    ["create-policy-version-and-trust", "iam:CreatePolicyVersion any, iam:UpdateAssumeRolePolicy any", "rewrites a policy of a role and makes the role trust the holder", "iam-020"],
    ["assume-any-role", "sts:AssumeRole all", "takes on every role whose trust policy lets the account decide", "sts-001"],
    ["lambda-update-code", "lambda:UpdateFunctionCode all", "rewrites any function and is what that may", "lambda-003"],
    ["lambda-update-configuration", "lambda:UpdateFunctionConfiguration all", "puts code in front of any function's, by a layer or a variable", BISHOP_FOX],
    ["glue-update-dev-endpoint", "glue:UpdateDevEndpoint all", "logs in to any endpoint with a key of its own", "glue-002"],
    ["cloudformation-update-stack", "cloudformation:UpdateStack all", "has any stack's role create anything", "cloudformation-002"],
    ["cloudformation-change-set", "cloudformation:CreateChangeSet all, cloudformation:ExecuteChangeSet all", "has any stack's role create anything", "cloudformation-005"],
    ["codebuild-start-build", "codebuild:StartBuild all", "runs any project with a buildspec of its own", "codebuild-002"],
    ["codebuild-start-build-batch", "codebuild:StartBuildBatch all", "runs any project with a buildspec of its own", "codebuild-003"],
    ["codedeploy-deployment", "codedeploy:CreateDeployment all, codedeploy:RegisterApplicationRevision all, codedeploy:GetDeploymentConfig any", "deploys scripts of its own to any group of machines", "codedeploy-001"],
    ["ec2-user-data", "ec2:ModifyInstanceAttribute all, ec2:StopInstances all, ec2:StartInstances all", "changes what any machine runs when it starts", "ec2-002"],
    ["ec2-launch-template", "ec2:CreateLaunchTemplateVersion all, ec2:ModifyLaunchTemplate all", "changes what machines of any template run when they start", "ec2-005"],
    ["ec2-instance-connect", "ec2-instance-connect:SendSSHPublicKey all", "logs in to any machine", "ec2-003"],
    ["ecs-execute-command", "ecs:ExecuteCommand all", "runs commands in any container", "ecs-006"],
    ["sagemaker-notebook-url", "sagemaker:CreatePresignedNotebookInstanceUrl all", "opens any notebook", "sagemaker-004"],
    [
      "sagemaker-lifecycle",
      "sagemaker:CreateNotebookInstanceLifecycleConfig any, sagemaker:StopNotebookInstance all, sagemaker:UpdateNotebookInstance all, sagemaker:StartNotebookInstance all",
      "changes what any notebook runs when it starts", "sagemaker-005",
    ],
    ["ssm-start-session", "ssm:StartSession all", "opens a shell on any managed machine", "ssm-001"],
    ["ssm-send-command", "ssm:SendCommand all", "runs commands on any managed machine", "ssm-002"],
    ["app-runner-update", "apprunner:UpdateService all", "has any service run an image of its own", "apprunner-002"],
    ["agentcore-interpreter-session", "bedrock-agentcore:StartCodeInterpreterSession all, bedrock-agentcore:InvokeCodeInterpreter all", "runs code in any interpreter", "bedrock-002"],
    ["agentcore-runtime-command", "bedrock-agentcore:InvokeAgentRuntimeCommand all", "runs commands in any agent's machine", "bedrock-004"],
    ["agentcore-browser-session", "bedrock-agentcore:StartBrowserSession all, bedrock-agentcore:ConnectBrowserAutomationStream all", "reads the credentials of any browser's role", "bedrock-007"],
    ["batch-submit-job", "batch:SubmitJob all", "runs any job definition with another command", "batch-002"],
  ]),
];

/** Identifiers of pathfinding.cloud whose actions hold all of another path's: whoever can go them can go that one too. */
export const COVERED_BY: Record<string, string> = {
  "iam-003": "create-access-key",
  "lambda-004": "lambda-update-code",
  "lambda-005": "lambda-update-code",
  "ecs-001": "ecs-service",
  "ecs-002": "ecs-run-task",
  "ecs-004": "ecs-run-task",
  "ecs-005": "ecs-start-task",
  "ecs-007": "ecs-start-task",
  "batch-003": "batch-job",
  "bedrock-005": "agentcore-runtime",
};

type Row = readonly [id: string, needs: string, gains: string, source: string];
type PassingRow = readonly [id: string, actions: string, services: string, gains: string, source: string];

function rights(rows: readonly Row[]): EscalationPath[] {
  return rows.map(row => withoutRole("rights", row));
}

function borrowed(rows: readonly Row[]): EscalationPath[] {
  return rows.map(row => withoutRole("borrowed", row));
}

function withoutRole(kind: PathKind, [id, needs, gains, source]: Row): EscalationPath {
  return { id, kind, needs: needs.split(", ").map(readNeed), services: [], gains, source: linkTo(source) };
}

/** The thing that gets the role is new, so it does not matter what it may be called. Any role: of one that is named, one cannot know what it may do. */
function passing(rows: readonly PassingRow[]): EscalationPath[] {
  return rows.map(([id, actions, services, gains, source]) => ({
    id,
    kind: "role",
    needs: [{ action: "iam:PassRole", on: "all" }, ...actions.split(", ").map(action => ({ action, on: "any" as const }))],
    services: services.split(" "),
    gains,
    source: linkTo(source),
  }));
}

function readNeed(text: string): { action: string; on: Breadth } {
  const [action = "", on = ""] = text.split(" ");
  return { action, on: on as Breadth };
}

function linkTo(source: string): string {
  return source.startsWith("https:") ? source : `${PATHFINDING}${source}`;
}

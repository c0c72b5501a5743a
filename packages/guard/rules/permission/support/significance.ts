import type { CatalogueAction } from "../../../catalogue/catalogue";

/** Read actions that return data or credentials, not only how something is set up. In lower case. */
const DATA_READS = new Set([
  ...["athena:getqueryresults", "codeartifact:readfrompackageversion", "codecommit:gitpull"],
  ...["cognito-idp:listusers", "dynamodb:batchgetitem", "dynamodb:getitem", "dynamodb:getrecords", "dynamodb:query"],
  ...["dynamodb:scan", "dynamodb:partiqlselect", "ec2:getconsoleoutput", "ec2:getpassworddata", "es:eshttpget"],
  ...["kinesis:getrecords", "kms:decrypt", "lambda:getfunction"],
  ...["rds-data:executestatement", "s3:getobject", "s3:getobjectversion", "secretsmanager:batchgetsecretvalue"],
  ...["secretsmanager:getsecretvalue", "sqs:receivemessage", "ssm:getparameter", "ssm:getparameterhistory"],
  ...["ssm:getparameters", "ssm:getparametersbypath"],
]);

/**
 * Actions that AWS's own policies for service roles grant on `*`, as most modules do. In lower case.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaVPCAccessExecutionRole.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMManagedInstanceCore.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudWatchAgentServerPolicy.html
 */
const CUSTOMARY = new Set([
  ...[
    "logs:filterlogevents",
    "logs:getlogevents",
    "logs:startquery",
    "logs:createloggroup",
    "logs:createlogstream",
    "logs:putlogevents",
    "logs:putretentionpolicy",
  ],
  ...["ec2:createnetworkinterface", "ec2:deletenetworkinterface", "ec2:assignprivateipaddresses"],
  ...["ec2:unassignprivateipaddresses", "cloudwatch:putmetricdata", "ssm:updateinstanceinformation"],
  ...["ssm:updateassociationstatus", "ssm:updateinstanceassociationstatus", "ssm:putinventory"],
  ...["ssm:putcomplianceitems", "ssm:putconfigurepackageresult"],
]);

/** Other rules check these more closely. In lower case. */
const ELSEWHERE = new Set([
  ...["iam:passrole", "sts:assumerole", "bedrock:invokemodel", "bedrock:invokemodelwithresponsestream"],
  ...["ssm:getparameter", "ssm:getparameters", "ssm:getparametersbypath", "ssm:getparameterhistory"],
]);

/**
 * How much it matters that an action with resources is granted on all of them. Reading how things are set up does not;
 * creating matters little, since the resource's name is often known only afterwards.
 */
export function significance({ name, level, resources }: CatalogueAction): "high" | "low" | "none" {
  const folded = name.toLowerCase();
  if (resources.length === 0 || ELSEWHERE.has(folded)) return "none";
  if (level === "List") return "none";
  if (CUSTOMARY.has(folded)) return "low";
  if (level === "Read") return DATA_READS.has(folded) ? "high" : "none";
  return /^(?!iam:)[^:]+:(create|register|request)/.test(folded) && level !== "Permissions management" ? "low" : "high";
}

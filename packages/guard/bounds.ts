/**
 * How much of an input is read and followed. Strangers write what is checked, so without these a few lines could take
 * hours or all memory. Each is far beyond what people write, and ends in a finding or an error that names it.
 */

const MIB = 2 ** 20;

/** Bytes of a file that Terraform may not even read, such as a plan that nobody named. */
export const MAX_UNNAMED_FILE = 64 * MIB;

/** Files and folders that `fileset` looks through. */
export const MAX_LISTED_FILES = 100_000;

/** Readings of a root module besides the first: all rules check each of them. */
export const MAX_READINGS = 20;

/** Instances of resources in all readings besides the first, and as many again as the first has. */
export const MAX_READ_AGAIN = 6_000;

/** Workspaces that are tried because expressions name them; with more, what depends on the workspace stays unknown. */
export const MAX_WORKSPACES = 5;

/** Levels of JSON and HCL. Terraform needs a few; a thousand overflow the stack of a parser. */
export const MAX_NESTING = 200;

/** HCL operators that nest to the right (`!`, `-`, `?`, `[*]`) in one expression: the parser recurses at each. */
export const MAX_HCL_OPERATORS = 500;

/** Characters of one string in HCL: the parser takes a second for as many. */
export const MAX_HCL_STRING = 1_000_000;

/** Lines of one string in HCL: the parser takes quadratic time. */
export const MAX_HCL_STRING_LINES = 10_000;

/** What all HCL together may weigh, and more for each character: the parser takes about 20 us for a unit. */
export const MAX_HCL_WEIGHT = { base: 150_000, perCharacter: 1 / 8 };

/** Instances of one block; above that, one stands for all. */
export const MAX_INSTANCES = 10_000;

/** Instances of all repeated blocks and of all blocks in modules together, and more for each character: 12 KB each. */
export const MAX_ALL_INSTANCES = { base: 30_000, perCharacter: 1 / 100 };

/** Module instances in one input. */
export const MAX_MODULES = 5_000;

/** Characters of a workflow or an action: the YAML parser takes seconds for as many. */
export const MAX_WORKFLOW = MIB;

/** Characters of a document of a Kubernetes manifest; etcd stores no larger objects. */
export const MAX_MANIFEST = 1.5 * MIB;

/**
 * Characters of a CloudFormation template: CloudFormation's limit.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
export const MAX_TEMPLATE = MIB;

/** Characters of the templates of all stacks, beside one for each of the input: instances of a stack multiply them. */
export const MAX_STACK_TEMPLATES = 4 * MIB;

/** Conditions of one statement whose branches are all checked: each doubles their number. */
export const MAX_BRANCHED_CONDITIONS = 4;

/** Values that all kustomizations together may copy or look at: overlays of overlays can multiply them without end. */
export const MAX_KUSTOMIZED_VALUES = 3_000_000;

/** Levels of kustomizations that use each other. */
export const MAX_KUSTOMIZE_LEVELS = 50;

/**
 * Values of a workflow, a manifest or a template once its aliases are expanded, which can multiply without end; and never more than
 * it has characters, so that thousands of small documents cannot multiply either.
 */
export const MAX_YAML_NODES = 200_000;

/** Levels of a workflow, a manifest or a template: GitHub needs a dozen, Kubernetes a few more. */
export const MAX_YAML_DEPTH = 100;

/**
 * Characters of an expression.
 * @see https://github.com/actions/runner/blob/main/src/Sdk/DTExpressions2/Expressions2/ExpressionConstants.cs
 */
export const MAX_EXPRESSION = 21_000;

/** Levels of an expression: GitHub's limit, in the same file. */
export const MAX_EXPRESSION_DEPTH = 50;

/** Characters of a text that a workflow makes: Linux hands no longer variable or argument to a program. */
export const MAX_TEXT = 131_072;

/** Steps of comparing the refs with the filters of one trigger. */
export const MAX_FILTER_STEPS = 50_000_000;

/** Branches and tags that conditions and trust policies name: each is an example run of every workflow. */
export const MAX_REFS = 1_000;

/**
 * GitHub's limit: the workflow that is started, and those that call each other below it.
 * @see https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows#nesting-reusable-workflows
 */
export const MAX_WORKFLOW_LEVELS = 10;

/** GitHub's limit for composite actions that use each other. */
export const MAX_ACTION_LEVELS = 10;

/** GitHub's limit for the combinations of a matrix. */
export const MAX_COMBINATIONS = 256;

/** Jobs of all example runs together, including those that call a workflow. */
export const MAX_JOBS = 20_000;

/** Steps of actions in all jobs together: actions that use each other can multiply them. */
export const MAX_ACTION_STEPS = 100_000;

/** Levels of substitutions and groups in a script. */
export const MAX_SCRIPT_DEPTH = 40;

/** Pairs of an action and a resource that a proof looks at, for each statement that may decide: some seconds. */
export const MAX_PROOF_STEPS = 12_000_000;

/** Steps from a role that can be assumed to one that it may assume: some seconds. */
export const MAX_ROLE_STEPS = 300_000;

/** What following all jobs and steps may cost, in variables and 16 characters of text: some seconds. */
export const MAX_WORKFLOW_EFFORT = 3_000_000;

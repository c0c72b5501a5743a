/** A parsed call of the AWS CLI. */
export interface AwsCall {
  /** `s3`, `ssm`. */
  readonly service: string;
  /** `cp`, `get-parameter`. */
  readonly operation: string;
  /** The words after these that do not belong to an option. */
  readonly operands: readonly string[];
  /** By name without dashes. A flag has no values. */
  readonly options: ReadonlyMap<string, readonly string[]>;
}

/** Options without a value. The others take one value each in the high-level commands of s3. */
const FLAGS = new Set([
  ..."debug no-verify-ssl no-paginate no-sign-request no-cli-pager cli-auto-prompt no-cli-auto-prompt".split(" "),
  ..."recursive delete dryrun quiet only-show-errors no-progress exact-timestamps size-only force".split(" "),
  ..."follow-symlinks no-follow-symlinks no-guess-mime-type human-readable summarize ignore-glacier-warnings".split(
    " ",
  ),
  ..."force-glacier-transfer with-decryption no-with-decryption".split(" "),
]);

/** @see https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-commandstructure.html */
export function awsCall(words: readonly string[]): AwsCall {
  const options = new Map<string, string[]>();
  const operands: string[] = [];
  for (let at = 1; at < words.length; at++) {
    const word = words[at] ?? "";
    if (!/^--./.test(word)) {
      operands.push(word);
      continue;
    }
    const [name = "", value] = split(word.slice(2));
    if (value !== undefined) options.set(name, [value]);
    else if (FLAGS.has(name)) options.set(name, []);
    else {
      const values: string[] = [];
      // Other operations have no operands: an option takes all words up to the next option.
      const most = operands[0] === "s3" || operands.length < 2 ? 1 : Number.POSITIVE_INFINITY;
      while (values.length < most && at + 1 < words.length && !/^--./.test(words[at + 1] ?? ""))
        values.push(words[++at] ?? "");
      options.set(name, values);
    }
  }
  const [service = "", operation = "", ...rest] = operands;
  return { service, operation, operands: rest, options };
}

function split(option: string): [string, string?] {
  const at = option.indexOf("=");
  return at < 0 ? [option] : [option.slice(0, at), option.slice(at + 1)];
}

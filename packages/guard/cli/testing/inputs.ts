import type { Files } from "./hostile";

const policy = (principal: string) =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = ${principal} } }] })`;
export const role = (principal: string, name = "r") =>
  `resource "aws_iam_role" "${name}" {\n  name               = "${name}"\n  assume_role_policy = ${policy(principal)}\n}\n`;
/** An error that must be found whatever else is there. */
export const OPEN = role('"*"');
export const MODULE = (source: string) => `module "m" {\n  source = "${source}"\n}\n`;
export const json = (value: unknown) => JSON.stringify(value);
export const many = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join("");

export const JOB = `    runs-on: ubuntu-24.04
    steps:
      - uses: aws-actions/configure-aws-credentials@v6
        with: {role-to-assume: "arn:aws:iam::123456789012:role/r", aws-region: eu-west-1}
`;
export const HEAD = "on: push\npermissions: {id-token: write}\njobs:\n";
export const steps = (text: string) => `${HEAD}  x:\n    runs-on: ubuntu-24.04\n    steps:\n${text}`;
export const run = (script: string) => steps(`      - run: ${json(script)}\n`);
export const workflow = (text: string): Files => ({ ".github/workflows/w.yml": text });
export const CHECK = ["guard", ".", "--workflows", ".", "--repository", "octo-org/app"];

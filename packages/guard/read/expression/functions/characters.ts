import { notEvaluated } from "../rejection";

/** Characters as people see them, which Terraform counts; texts in which they have several code points are not counted. */
export function characters(text: string): readonly string[] {
  if (
    /[\u0300-\uffff]|[\ud800-\udfff]|\r\n/.test(text) &&
    !/^[\u0020-\u02ff\u3040-\u3096\u30a1-\u30fa\u4e00-\u9fff]*$/.test(text)
  )
    notEvaluated("the text has characters of several code points");
  return [...text];
}

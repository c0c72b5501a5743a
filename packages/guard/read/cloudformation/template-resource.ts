import type { Resolved } from "../../model";
import { NOTHING_KNOWN } from "../../text";
import type { Surroundings } from "../configuration/provider";
import type { ReadResource } from "../resource";
import type { CloudResource } from "./cloud-resource";

/** A resource of a template that the provider hashicorp/aws has in another form: its properties are its arguments. */
export class TemplateResource implements ReadResource {
  readonly mode = "managed";
  readonly type: string;
  readonly address: string;
  readonly root: string;
  readonly file: string;
  readonly surroundings: Surroundings;
  readonly argumentNames: readonly string[];

  constructor(private readonly resource: CloudResource) {
    ({ type: this.type, surroundings: this.surroundings, propertyNames: this.argumentNames } = resource);
    ({ address: this.address, root: this.root, file: this.file } = resource.at);
  }

  get line(): number | undefined {
    return this.resource.at.line;
  }

  argument(name: string): Resolved | undefined {
    return this.resource.property(name);
  }

  attribute(name: string): Resolved {
    const why = `${this.address}.${name} is known only after apply`;
    return this.argument(name) ?? { value: NOTHING_KNOWN, whys: [why], references: [] };
  }
}

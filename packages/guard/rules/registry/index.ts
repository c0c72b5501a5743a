import type { Rule } from "../../rule";
import { expiredImage } from "./expired-image";
import { mutableTag } from "./mutable-tag";
import { openRepository } from "./open-repository";
import { sandboxPush } from "./sandbox-push";
import { scanOnPush } from "./scan-on-push";

export const REGISTRY_RULES: readonly Rule[] = [mutableTag, expiredImage, sandboxPush, openRepository, scanOnPush];

/** Names and values that Kubernetes accepts: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
import { canonicalDuration } from "@openhands-aws/facts/duration";
import { canonicalQuantity, nanosOf } from "@openhands-aws/facts/quantity";
import { name } from "./name";

const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const SUBDOMAIN = `${LABEL}(?:\\.${LABEL})*`;
const SUBDOMAIN_WORDS =
  "lower-case letters, digits, hyphens and dots, each part beginning and ending with a letter or digit";

/** RFC 1123 label. */
export const Namespace = name(
  new RegExp(`^${LABEL}$`),
  "a namespace's name: at most 63 lower-case letters, digits and hyphens, beginning and ending with a letter or digit",
);
/** RFC 1035 label: a Service's name must begin with a letter. */
export const ServiceName = name(
  /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
  "a name of at most 63 lower-case letters, digits and hyphens, beginning with a letter and ending with a letter or digit",
);
/** RFC 1123 subdomain. */
export const ObjectName = name(new RegExp(`^${SUBDOMAIN}$`), `an object's name: ${SUBDOMAIN_WORDS}`, 253);
/** RFC 1123 subdomain, as an Ingress has it: no wildcard. */
export const HostName = name(
  new RegExp(`^${SUBDOMAIN}$`),
  "a host name without wildcard, such as openhands.example.com",
  253,
);
export const ContainerName = name(
  new RegExp(`^${LABEL}$`),
  "a container's name: at most 63 lower-case letters, digits and hyphens, beginning and ending with a letter or digit",
);

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
const LABEL_NAME = "[A-Za-z0-9](?:[\\w.-]{0,61}[A-Za-z0-9])?";
export const LabelKey = name(
  new RegExp(`^(?:(?=[^/]{1,253}/)${SUBDOMAIN}/)?${LABEL_NAME}$`),
  "a label key: at most 63 letters, digits and -_., optionally after a DNS name and /",
);
export const LabelValue = name(
  new RegExp(`^(?:${LABEL_NAME})?$`),
  "a label value: at most 63 letters, digits and -_., beginning and ending with a letter or digit",
);
export const LabelSelector = name(
  new RegExp(
    `^(?:${SUBDOMAIN}/)?${LABEL_NAME}=(?:${LABEL_NAME})?(?:,(?:${SUBDOMAIN}/)?${LABEL_NAME}=(?:${LABEL_NAME})?)*$`,
  ),
  "a label selector, such as app=openhands,tier=web",
  512,
);
/** A key of a Secret. */
export const SecretKey = name(/^(?!\.{1,2}$)[\w.-]+$/, "a Secret's key: letters, digits and -_.", 253);

export const VariableName = name(
  /^[A-Za-z_]\w*$/,
  "a variable's name: letters, digits and _, not beginning with a digit",
  255,
);
/**
 * No template: Terraform would read it. `$(NAME)` stands for another variable, as everywhere in Kubernetes. Nothing that
 * Kubernetes' YAML parser takes for a line end or rejects, and nothing that shows a reviewer the text in another order.
 */
const PLAIN = /^(?!.*[$%]\{)[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]*$/u;
export const PlainText = name(PLAIN, "a text on one line, without ${ and %{", 4096);
/** https://pkg.go.dev/k8s.io/apimachinery/pkg/apis/meta/v1/validation#pkg-variables */
export const FieldManager = name(new RegExp(`^${SUBDOMAIN}$`), `a name: ${SUBDOMAIN_WORDS}`, 128);

/** No colon or comma: they separate the mounts that OpenHands reads. */
export const HostPath = name(
  /^(?:\/(?!\.{1,2}(?:\/|$))[\w.@+-]+)+$/,
  "an absolute path on the node, without . or .. as a part and without a trailing /",
  255,
);

/** As OpenHands reads it: the node's directory, the sandbox's directory, and the access mode. */
export const SandboxMount = name(
  /^(?:\/(?!\.{1,2}(?:[/:]|$))[\w.@+-]+)+:(?:\/(?!\.{1,2}(?:[/:]|$))[\w.@+-]+)+(?::(?:ro|rw))?$/,
  "a mount of a node's directory into the sandboxes, such as /srv/work:/workspace:rw",
  512,
);

/** Quantities as the API server writes them, so that neither Terraform nor Argo CD sees a difference. */
export const Processors = canonical(
  "a number of processors above 0, such as 500m or 2",
  /^\d+(?:\.\d+)?m?$/,
  canonicalQuantity,
  "the API server",
);
/** The unit is required: `512m` of memory is half a byte. */
export const Bytes = canonical(
  "a size above 0 with a unit of bytes, such as 512Mi or 10Gi",
  /^\d+(?:\.\d+)?(?:[kMGTPE]|[KMGTPE]i)$/,
  (text) => {
    const written = canonicalQuantity(text);
    return written !== undefined && nanosOf(written) <= MOST_BYTES ? written : undefined;
  },
  "the API server",
);
/** The API server's maximum, in units of 10^-9. */
const MOST_BYTES = (2n ** 63n - 1n) * 10n ** 9n;

/** As the operator writes it back: otherwise server-side apply conflicts with it. */
export const Interval = canonical(
  "a duration above 0 and at most 292 years, such as 1h0m0s",
  /^(?:\d{1,9}[hms])+$/,
  canonicalDuration,
  "External Secrets",
);

function canonical(expected: string, pattern: RegExp, write: (text: string) => string | undefined, who: string) {
  return name(pattern, expected, 40).superRefine((text, context) => {
    if (!pattern.test(text)) return; // Already reported.
    const written = /[1-9]/.test(text) ? write(text) : undefined;
    if (written === text) return;
    const message =
      written !== undefined && pattern.test(written)
        ? `must be written as ${who} writes it: ${JSON.stringify(written)}`
        : `must be ${expected}`;
    context.addIssue({ code: "custom", message });
  });
}

/** https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs#argument-reference */
export const ServerUrl = name(
  /^https:\/\/[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5]))?(?:\/[\w./-]*)?$/,
  "the API server's URL, such as https://203.0.113.7:6443",
  512,
);
export const Base64 = name(
  /^(?=.{4})(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
  "base64 on one line",
);

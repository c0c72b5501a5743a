"""What moto gets wrong of a distribution and Terraform's provider reads: its origins' access control, whose certificate it
has, and that a behaviour with a cache policy says nothing more about the cache. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html"""

from typing import Any

from moto.cloudfront.models import DefaultCacheBehaviour, Origin, ViewerCertificate

create_origin = Origin.__init__
create_behaviour = DefaultCacheBehaviour.__init__
create_certificate = ViewerCertificate.__init__


def with_access_control(self: Origin, origin: dict[str, Any]) -> None:
    create_origin(self, origin)
    self.origin_access_control_id = origin.get("OriginAccessControlId") or ""


def with_cache_policy(self: DefaultCacheBehaviour, config: dict[str, Any]) -> None:
    create_behaviour(self, config)
    if self.cache_policy_id:
        self.forwarded_values = None


def of_one_owner(self: ViewerCertificate, config: dict[str, Any]) -> None:
    """An empty identifier would be one for Terraform; without either, the certificate is CloudFront's."""
    create_certificate(self, config)
    self.iam_certificate_id = self.iam_certificate_id or None
    self.acm_certificate_arn = self.acm_certificate_arn or None
    self.cloud_front_default_certificate = not (self.iam_certificate_id or self.acm_certificate_arn)


def complete() -> None:
    Origin.__init__ = with_access_control
    DefaultCacheBehaviour.__init__ = with_cache_policy
    ViewerCertificate.__init__ = of_one_owner

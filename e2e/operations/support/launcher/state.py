"""What tests can set, and what is remembered of the calls."""

import threading
from dataclasses import dataclass, field, fields
from typing import Any

from moto.core import DEFAULT_ACCOUNT_ID

from faults import Faults
from recorded import Recorded

ACCOUNT = DEFAULT_ACCOUNT_ID


@dataclass
class Settings:
    # Whether keys, signatures and policies are checked.
    authenticate: bool = False
    # Whether LookupEvents takes two calls a second only.
    lookup_rate_limit: bool = False
    # Seconds after which a use of a key shows in GetAccessKeyLastUsed.
    last_used_lag: float = 0
    # Seconds for which nothing knows a new key yet.
    key_delay: float = 0
    # The principals whose calls, and whose sessions' calls, have a number; all where empty.
    counted: list[str] = field(default_factory=list)

    def change(self, **values: object) -> None:
        names = {one.name for one in fields(self)}
        if unknown := values.keys() - names:
            raise ValueError(f"{', '.join(sorted(unknown))} is not a setting; there are: {', '.join(sorted(names))}.")
        for name, value in values.items():
            setattr(self, name, value)


class State:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.settings = Settings()
        self.recorded = Recorded()
        self.faults = Faults()
        # What Bedrock offers, by region: {"us-west-2": {"models": [...], "profiles": [...]}}.
        self.bedrock: dict[str, dict[str, list[dict[str, object]]]] = {}
        # By id.
        self.service_credentials: dict[str, dict[str, object]] = {}
        # Of EKS Pod Identity, by id.
        self.associations: dict[str, dict[str, Any]] = {}
        # When LookupEvents was answered in the last second, by region.
        self.lookups: dict[str, list[float]] = {}

    def empty(self) -> None:
        """As at the start; the settings stay."""
        self.faults.reset()
        self.recorded.empty()
        self.bedrock.clear()
        self.service_credentials.clear()
        self.associations.clear()
        self.lookups.clear()

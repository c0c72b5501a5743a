"""Faults and pauses: by the number of a call, or at every call of an action."""

import threading
from collections import Counter
from dataclasses import dataclass, field

from recorded import RecordedCall

# error and throttle: AWS answers so and does nothing. hang: it never answers, and does nothing.
# before and after: the connection breaks before the call is done, or after it.
KINDS = ("error", "throttle", "hang", "before", "after")
MOMENTS = ("before", "after")


@dataclass
class Pause:
    number: int
    moment: str
    reached: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)
    call: RecordedCall | None = None


class Faults:
    def __init__(self) -> None:
        self._by_number: dict[int, str] = {}
        # "PutParameter" is every call of it, "PutParameter#2" the second one.
        self._by_action: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        self._pause: Pause | None = None
        self._released = threading.Event()

    def add(self, at: int | str, kind: str) -> None:
        if kind not in KINDS:
            raise ValueError(f"{kind} is not a fault; there are: {', '.join(KINDS)}.")
        if isinstance(at, int):
            self._by_number[at] = kind
        else:
            self._by_action[at] = kind

    def of(self, call: RecordedCall) -> str | None:
        if call.number is None:
            return None
        self._counts[call.action] += 1
        nth = self._by_action.get(f"{call.action}#{self._counts[call.action]}")
        return self._by_number.get(call.number) or nth or self._by_action.get(call.action)

    def hang(self) -> None:
        """Until everything is reset."""
        self._released.wait()

    def pause_at(self, number: int, moment: str) -> None:
        if moment not in MOMENTS:
            raise ValueError(f"{moment} is not a moment; there are: {', '.join(MOMENTS)}.")
        self.resume()
        self._pause = Pause(number, moment)

    def pause(self, call: RecordedCall, moment: str) -> None:
        """Holds the call if it is the one, until the test resumes it."""
        pause = self._pause
        if not pause or call.number != pause.number or moment != pause.moment:
            return
        pause.call = call
        pause.reached.set()
        pause.over.wait()

    def reached(self, seconds: float) -> RecordedCall | None:
        """The call that is held; None where the pause is over without one.

        Raises TimeoutError where it has not come in this time.
        """
        pause = self._pause
        if pause and not pause.reached.wait(seconds):
            raise TimeoutError
        return pause.call if pause else None

    def resume(self) -> None:
        if pause := self._pause:
            self._pause = None
            pause.over.set()
            pause.reached.set()

    def reset(self) -> None:
        self._by_number.clear()
        self._by_action.clear()
        self._counts.clear()
        self.resume()
        self._released.set()
        self._released = threading.Event()

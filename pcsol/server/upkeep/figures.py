"""What this process did, as Prometheus reads it (text format 0.0.4).

A scrape meets one process of several; each names itself (`process`), so a counter never falls when another one answers.
"""

import os
import threading
from collections import Counter
from collections.abc import Iterable, Iterator

# What a stranger sends as a method names no figure of ours.
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Figures:
    """Counts of requests by route, and how long they took; any number of threads may add to them."""

    def __init__(self) -> None:
        """Nothing was asked yet."""
        self.token: str | None = None  # the digest that lets a Prometheus in, as it was last read
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._within: Counter[tuple[str, float]] = Counter()
        self._seconds: Counter[str] = Counter()
        self._all: Counter[str] = Counter()

    def note(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request. `route`: as it is declared, never what was asked for."""
        known = method if method in _METHODS else "other"
        with self._lock:
            self._requests[known, route, status] += 1
            self._all[route] += 1
            self._seconds[route] += seconds  # type: ignore[assignment]  # a sum
            for most in _SECONDS:
                if seconds <= most:
                    self._within[route, most] += 1

    def lines(self) -> Iterator[str]:
        """Return them as text."""
        with self._lock:
            requests, within = dict(self._requests), Counter(self._within)
            seconds, whole = dict(self._seconds), dict(self._all)
        process = str(os.getpid())
        yield from head("pcsol_requests_total", "counter", "Requests that were answered.")
        for (method, route, status), count in sorted(requests.items()):
            yield sample("pcsol_requests_total", count, method=method, route=route, status=status, process=process)
        yield from head("pcsol_request_seconds", "histogram", "Time until the answer began.")
        for route, count in sorted(whole.items()):
            for most in _SECONDS:
                yield sample("pcsol_request_seconds_bucket", within[route, most], route=route, le=most, process=process)
            yield sample("pcsol_request_seconds_bucket", count, route=route, le="+Inf", process=process)
            yield sample("pcsol_request_seconds_sum", round(seconds[route], 6), route=route, process=process)
            yield sample("pcsol_request_seconds_count", count, route=route, process=process)


def head(name: str, kind: str, text: str) -> Iterable[str]:
    """Return the lines that stand before the samples of a metric."""
    return (f"# HELP {name} {text}", f"# TYPE {name} {kind}")


def sample(name: str, value: float, **labels: object) -> str:
    """Return one line; what is in a label is escaped."""
    shown = ",".join(f'{key}="{_escaped(str(label))}"' for key, label in labels.items())
    return f"{name}{{{shown}}} {value}" if shown else f"{name} {value}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")

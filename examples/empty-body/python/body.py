#!/usr/bin/env python3
"""An implementation under test that supports nothing yet.

It speaks the protocol of ptshare (docs/protocol.md). Fill in `reset` and `step`, and list in CALLS what `step` has learnt.
Python 3.9 or later, nothing else. Try: npx ptshare adapter check "exec:python3 body.py"
"""

import json
import sys

CALLS = []  # for example: ["open", "mmap", "load", "store"]
SHOWS = []  # for example: ["tables"], with `snapshot`; or ["present"], with a call of that name, which stands in CALLS too
CLAIMS = []  # ["map-shared-pt"] once page tables are shared; until then it owes ordinary mappings
LONGEST = 1 << 24


class Body:
    def reset(self, setup):
        """A new world: nothing of the last one remains."""
        self.page_size = setup["geometry"]["pageSize"]
        self.files = {name: int(about["size"], 16) for name, about in setup["files"].items()}
        self.numbered = {name for name, about in setup["files"].items() if about.get("content") == "page-numbers"}
        self.processes = {name: {} for name in setup["processes"]}

    def step(self, call):
        """One call; gives its outcome. It is asked only for calls that stand in CALLS."""
        method = getattr(self, call["call"].replace("-", "_"), None)
        return {"result": "unsupported", "what": call["call"]} if method is None else method(call)

    def snapshot(self):
        """What can be seen now; asked for once SHOWS has "tables", "tlb", "caches" or "counts"."""
        return {"mms": [], "tables": []}  # TODO: an mm for each process, and every table

    # One method for each call, for example:
    #
    # def load(self, call):
    #     page = int(call["addr"], 16) // self.page_size
    #     if page not in self.processes[call["process"]]:
    #         return {"result": "fault", "signal": "SIGSEGV", "code": "SEGV_MAPERR"}
    #     return {"result": "done", "value": 0}
    #
    # Print nothing: standard output belongs to the protocol. What is for people goes to sys.stderr.


def entry(body, call, show):
    outcome = body.step(call)
    return {"outcome": outcome, "snapshot": body.snapshot()} if show else {"outcome": outcome}


def answer(body, message):
    kind = message["kind"]
    if kind == "hello":
        about = {"name": "mine", "version": "0", "generations": CLAIMS, "shows": SHOWS, "calls": CALLS}
        return {"protocol": 1, "body": about, "traces": True, "longest": LONGEST}
    if kind == "step":
        return {"outcome": body.step(message["step"])}
    if kind == "look":
        return {"snapshot": body.snapshot()}
    if kind in ("reset", "trace"):
        body.reset(message["setup"])
    if kind == "trace":
        return {"entries": [entry(body, call, message["show"]) for call in message["steps"]]}
    if kind in ("reset", "stop"):
        return {"outcome": {"result": "done"}}
    return {"error": "unknown-kind", "message": kind}


def main():
    body = Body()
    for line in sys.stdin:
        message = json.loads(line)
        print(json.dumps({"seq": message["seq"], **answer(body, message)}), flush=True)
        if message["kind"] == "stop":
            break


if __name__ == "__main__":
    main()

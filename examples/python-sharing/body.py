"""A simulator of map-shared-pt without page tables, which speaks the protocol of ptshare (docs/protocol.md).

It knows files, address spaces and regions. Inside, addresses, lengths and offsets are counted in pages. Python 3.9 or later.
"""
import bisect
import dataclasses
import json
import sys


class Failed(Exception):
    """Raised before anything has changed; holds the outcome."""


def fail_if(condition, name):
    """With an error number, or with the code of a signal."""
    fault = {"result": "fault", "signal": "SIG" + name.split("_")[0], "code": name}
    if condition:
        raise Failed(fault if "_" in name else {"result": "refused", "errno": name})


class File:
    """Pages are made when somebody looks; what was cut off or removed is zero from then on."""

    def __init__(self, page_size, size, numbers=False):
        self.page_size, self.size, self.numbers, self.pages, self.holes = page_size, size, numbers, {}, []

    def page(self, n):
        if n not in self.pages:
            first = 1 + n % 251 if self.numbers and not any(n in hole for hole in self.holes) else 0
            self.pages[n] = bytearray([first] * min(self.page_size, self.size - n * self.page_size)).ljust(self.page_size, b"\0")
        return self.pages[n]

    def drop(self, hole):
        self.pages = {n: data for n, data in self.pages.items() if n not in hole}
        self.holes.append(hole)

    def resize(self, size):
        page, rest = divmod(min(size, self.size), self.page_size)
        if rest:
            self.page(page)[rest:] = bytes(self.page_size - rest)
        self.drop(range(page + (rest > 0), 2**64))
        self.size = size


@dataclasses.dataclass(eq=False)
class Mapping:
    start: int
    end: int
    file: "File | None"  # None: private memory without a file
    offset: int
    prot: frozenset  # of a sharer: what it asked for
    shared: bool
    may_write: bool
    region: "Space | None" = None  # one of its own, which has the protection that holds for all sharers

    def in_file(self, page):
        return page - self.start + self.offset


class Space:
    """An address space: mappings, sorted and apart, and the pages that its private mappings have of their own."""

    def __init__(self, mappings=(), own=()):
        self.mappings, self.own, self.sharers = [], {n: bytearray(data) for n, data in own}, 0
        for mapping in mappings:
            self.add(dataclasses.replace(mapping))

    def add(self, mapping):
        self.mappings.insert(bisect.bisect([m.start for m in self.mappings], mapping.start), mapping)
        if mapping.region:
            mapping.region.sharers += 1

    def over(self, start, end):
        first = bisect.bisect_right([m.end for m in self.mappings], start)
        return [m for m in self.mappings[first:] if start < end and m.start < end]

    def at(self, page):
        return next(iter(self.over(page, page + 1)), None)

    def breaks_region(self, start, end):
        return any(m.region and (m.start < start or m.end > end) for m in self.over(start, end))

    def cut(self, *pages):
        for page in pages:
            low = self.at(page)
            if low and low.start < page:
                self.add(dataclasses.replace(low, start=page, offset=low.in_file(page)))
                low.end = page

    def forget_own(self, start, end):
        self.own = {page: data for page, data in self.own.items() if not start <= page < end}

    def unmap(self, start, end):
        self.cut(*((start, end) if start < end else ()))
        for m in self.over(start, end):
            self.mappings.remove(m)
            if m.region:
                m.region.sharers -= 1
        self.forget_own(start, end)

    def gap(self, pages, top):
        """The highest place that is free, but not page 0: its first page, and the one behind its last."""
        ends, starts = [1, *(m.end for m in self.mappings)], [*(m.start for m in self.mappings), top]
        places = [start for end, start in zip(ends, starts) if end <= start - pages]
        fail_if(not places, "ENOMEM")
        return places[-1] - pages, places[-1]


class World:
    def __init__(self, setup):
        machine, files = setup["geometry"], setup["files"].items()
        self.size, self.slot = machine["pageSize"], machine["entriesPerTable"]
        self.top = self.slot ** machine["levels"] // 2 - 1
        self.files = {name: File(self.size, int(f["size"], 16), f.get("content") == "page-numbers") for name, f in files}
        self.spaces = {name: Space() for name in setup["processes"]}
        self.regions, self.fds = {}, {name: {} for name in setup["processes"]}  # fd: file, readable, writable, closed by exec

    def step(self, step):
        try:
            return {"result": "done", **(getattr(self, "call_" + step["call"])(step["process"], step) or {})}
        except Failed as failed:
            return failed.args[0]

    def span(self, step, length="length", place="addr"):
        """The first page, and the one behind the last."""
        start, rest = divmod(int(step[place], 16), self.size)
        fail_if(rest, "EINVAL")
        return start, start - (-int(step[length], 16) // self.size)

    def descriptor(self, who, step):
        fail_if(step.get("fd") not in self.fds[who], "EBADF")
        return self.fds[who][step["fd"]]

    def call_open(self, who, step):
        flags, writes = step["flags"], bool({"O_RDWR", "O_WRONLY"} & set(step["flags"]))
        fail_if({"O_CREAT", "O_EXCL"} <= set(flags), "EEXIST")
        self.fds[who][step["as"]] = self.files[step["file"]], "O_WRONLY" not in flags, writes, "O_CLOEXEC" in flags
        if "O_TRUNC" in flags and writes:
            self.call_ftruncate(who, {"fd": step["as"], "size": "0x0"})

    def call_close(self, who, step):
        fail_if(self.fds[who].pop(step["fd"], None) is None, "EBADF")

    def call_fork(self, who, step):
        self.spaces[step["child"]] = Space(self.spaces[who].mappings, self.spaces[who].own.items())
        self.fds[step["child"]] = dict(self.fds[who])

    def call_exec(self, who, step):
        self.spaces[who].unmap(0, self.top)
        self.fds[who] = {name: fd for name, fd in self.fds[who].items() if not fd[3]}

    def call_exit(self, who, step):
        self.spaces.pop(who).unmap(0, self.top)

    def call_mmap(self, who, step):
        space, flags, prot = self.spaces[who], set(step["flags"]), frozenset(step["prot"])
        kind = next(iter(flags & {"MAP_SHARED", "MAP_PRIVATE", "MAP_SHARED_VALIDATE"}), "")
        fixed = bool(flags & {"MAP_FIXED", "MAP_FIXED_NOREPLACE"})
        offset, rest = divmod(int(step.get("offset", "0x0"), 16), self.size)
        fail_if(rest or step["length"] == "0x0", "EINVAL")
        file, readable, writable, _ = (None, True, True, False) if "MAP_ANONYMOUS" in flags else self.descriptor(who, step)
        hint = int(step.get("addr", "0x0"), 16)
        start, end = self.span({**step, "addr": hex(hint if fixed else hint - hint % self.size)})
        fail_if(end - start > self.top or (fixed and end > self.top), "ENOMEM")
        fail_if("MAP_FIXED_NOREPLACE" in flags and space.over(start, end), "EEXIST")
        fail_if(kind == "" or (kind == "MAP_SHARED_VALIDATE" and not file) or ("MAP_FIXED" in flags and space.breaks_region(start, end)), "EINVAL")
        fail_if(not readable or (kind != "MAP_PRIVATE" and "PROT_WRITE" in prot and not writable), "EACCES")
        fail_if(kind == "MAP_SHARED_VALIDATE" and "MAP_SHARED_PT" in flags, "EOPNOTSUPP")
        if not fixed and (start == 0 or end > self.top or space.over(start, end)):
            start, end = space.gap(end - start, self.top)
        space.unmap(start, end)
        private = kind == "MAP_PRIVATE"
        mapping = Mapping(start, end, file, offset if file else 0, prot, not private, writable or private)
        if file is None and not private:
            mapping.file = File(self.size, (end - start) * self.size)
        elif kind == "MAP_SHARED" and "MAP_SHARED_PT" in flags and start % self.slot == 0 and end % self.slot == 0:
            mapping.region = self.region_for((file, offset, start, end), mapping)
        space.add(mapping)
        return {"addr": hex(start * self.size)}

    def region_for(self, key, mapping):
        """The first of a key makes the region; one that asks for another protection than the first stays apart."""
        if key not in self.regions or self.regions[key][0].sharers == 0:
            self.regions[key] = Space([mapping]), mapping.prot
        region, prot = self.regions[key]
        return region if prot == mapping.prot else None

    def call_munmap(self, who, step):
        start, end = self.span(step)
        fail_if(start == end or end > self.top or self.spaces[who].breaks_region(start, end), "EINVAL")
        self.spaces[who].unmap(start, end)

    def mapped(self, who, step):
        """The range, and the mappings that it lies in, without a hole."""
        start, end = self.span(step)
        over = self.spaces[who].over(start, end)
        fail_if(end * self.size >= 2**64 and step["call"] == "madvise", "EINVAL")
        fail_if(sum(min(m.end, end) - max(m.start, start) for m in over) < end - start, "ENOMEM")
        return start, end, over

    def call_mprotect(self, who, step):
        start, end, over = self.mapped(who, step)
        fail_if("PROT_WRITE" in step["prot"] and not all(m.may_write for m in over), "EACCES")
        for m in over:
            space, first, last = m.region or self.spaces[who], max(m.start, start), min(m.end, end)
            space.cut(first, last)
            for part in space.over(first, last):
                part.prot = frozenset(step["prot"])

    def call_madvise(self, who, step):
        removes, (start, end, over) = step["advice"] == "MADV_REMOVE", self.mapped(who, step)
        fail_if(removes and not all(m.file for m in over), "EINVAL")
        fail_if(removes and not all(m.shared and m.may_write for m in over), "EACCES")
        for m in over if removes else []:
            m.file.drop(range(m.in_file(max(m.start, start)), m.in_file(min(m.end, end))))
        if not removes:
            self.spaces[who].forget_own(start, end)

    def call_mremap(self, who, step):
        space, flags, (start, end) = self.spaces[who], step["flags"], self.span(step, "oldLength")
        pages, fixed, source = -(-int(step["newLength"], 16) // self.size), "MREMAP_FIXED" in flags, space.at(start)
        to, to_end = self.span(step, "newLength", "newAddr") if fixed else (0, 0)
        fail_if(pages == 0 or pages > self.top or to_end > self.top or any(m.region for m in space.over(start, end)), "EINVAL")
        fail_if(fixed and ("MREMAP_MAYMOVE" not in flags or (start < to_end and to < end)), "EINVAL")
        fail_if(source is None or end > source.end, "EFAULT")
        if start == end and source.shared:
            raise Failed({"result": "unsupported", "what": "mremap of old length 0, which maps again"})
        fail_if(start == end or space.breaks_region(to, to_end), "EINVAL")
        grows = source.end == end and start + pages <= self.top and not space.over(end, start + pages)
        if not fixed and (pages <= end - start or grows):
            space.unmap(start + pages, end)
            source.end = start + pages if grows else source.end
            return {"addr": step["addr"]}
        fail_if("MREMAP_MAYMOVE" not in flags, "ENOMEM")
        to, to_end = (to, to_end) if fixed else space.gap(pages, self.top)
        moved = dataclasses.replace(source, start=to, end=to_end, offset=source.in_file(start))
        own = {n - start + to: data for n, data in space.own.items() if start <= n < min(end, start + pages)}
        space.unmap(to, to_end)
        space.unmap(start, end)
        space.add(moved)
        space.own.update(own)
        return {"addr": hex(to * self.size)}

    def call_ftruncate(self, who, step):
        (file, _, writable, _), size = self.descriptor(who, step), int(step["size"], 16)
        fail_if(not writable or size >= 2**63, "EINVAL")
        file.resize(size)
        for space, m in [(space, m) for space in self.spaces.values() for m in space.mappings if m.file is file]:
            space.forget_own(max(m.start, m.start - m.offset - (-size // self.size)), m.end)

    def reach(self, who, step, writes):
        """The page that an access reaches, and the byte in it."""
        page, byte = divmod(int(step["addr"], 16), self.size)
        space, m = self.spaces[who], self.spaces[who].at(page)
        fail_if(m is None, "SEGV_MAPERR")
        prot = (m.region.at(page) if m.region else m).prot
        fail_if(not ("PROT_WRITE" in prot if writes else prot), "SEGV_ACCERR")
        fail_if(m.file and m.in_file(page) * self.size >= m.file.size, "BUS_ADRERR")
        if m.shared or (m.file and not writes and page not in space.own):
            return m.file.page(m.in_file(page)), byte
        return space.own.setdefault(page, bytearray(m.file.page(m.in_file(page)) if m.file else self.size)), byte

    def call_load(self, who, step):
        page, byte = self.reach(who, step, False)
        return {"value": page[byte]}

    def call_store(self, who, step):
        page, byte = self.reach(who, step, True)
        page[byte] = step["value"]


BODY = {"name": "python-sharing", "version": "1", "generations": ["map-shared-pt"], "shows": []}
BODY["calls"] = [name[5:] for name in dir(World) if name.startswith("call_")]


def answer(world, message):
    kind, setup = message["kind"], message.get("setup", {})
    if kind == "hello" and message["oldest"] <= 1:
        return None, {"protocol": 1, "body": BODY, "traces": True}
    if kind == "step":
        return world, {"outcome": world.step(message["step"])}
    if kind not in ("reset", "trace", "stop"):
        return world, {"error": "no-common-protocol" if kind == "hello" else "unknown-kind"}
    if setup.get("generation", "map-shared-pt") != "map-shared-pt":
        return None, {"outcome": {"result": "unsupported", "what": setup["generation"]}}
    world = World(setup) if setup else None
    if kind == "trace":
        return world, {"entries": [{"outcome": world.step(step)} for step in message["steps"]]}
    return world, {"outcome": {"result": "done"}}


if __name__ == "__main__":
    now = None
    for received in map(json.loads, sys.stdin):
        now, said = answer(now, received)
        print(json.dumps({"seq": received["seq"], **said}), flush=True)
        if received["kind"] == "stop":
            break

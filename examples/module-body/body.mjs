// A toy under test: files, and mappings of them, as plain maps of bytes. It shares no page tables and claims none;
// what it cannot do it says so. Try: ptshare run --on module:examples/module-body/body.mjs

const done = (more) => ({ result: 'done', ...more });
const refused = (errno) => ({ result: 'refused', errno });
const fault = (signal, code) => ({ result: 'fault', signal, code });
const unsupported = (what) => ({ result: 'unsupported', what });
const understood = new Set(['MAP_SHARED', 'MAP_SHARED_PT', 'MAP_FIXED']);

/** @returns {import('ptshare').Body} */
export function createBody() {
  let page = 4096n;
  let end = 0n; // of user space
  let files = new Map(); // name -> { size, first: the byte of a page nobody wrote, bytes: offset -> byte }
  let processes = new Map(); // name -> { fds: handle -> { file, flags }, maps: page -> { file, at, prot } }

  const pages = (from, length) => Array.from({ length: Number((length + page - 1n) / page) }, (_, i) => from + BigInt(i) * page);
  const free = (maps, list) => list.every((p) => !maps.has(p));

  /** Where nobody asks for an address: in the middle of user space, behind a mapping, or at the bottom; undefined where no gap is long enough. */
  function choose(maps, size) {
    const starts = [(end / 2n) & -page, ...[...maps.keys()].map((p) => p + page), page];
    return starts.find((start) => start + size <= end && free(maps, pages(start, size)));
  }

  const calls = {
    open: ({ fds }, { file, flags, as }) => (fds.set(as, { file: files.get(file), flags }), done()),
    exit: (process, call) => (processes.delete(call.process), done()),
    munmap({ maps }, { addr, length }) {
      if (BigInt(addr) % page !== 0n || BigInt(length) === 0n) return refused('EINVAL');
      const last = BigInt(addr) + BigInt(length);
      for (const p of maps.keys()) if (p >= BigInt(addr) && p < last) maps.delete(p);
      return done();
    },
    mmap({ fds, maps }, { addr, length, prot, flags, fd, offset = '0x0' }) {
      if (!flags.includes('MAP_SHARED') || flags.some((flag) => !understood.has(flag))) return unsupported(flags.join(' | '));
      const fixed = flags.includes('MAP_FIXED');
      const [size, hint, at] = [BigInt(length), BigInt(addr ?? 0) & -page, BigInt(offset)];
      if (size > 2n ** 30n) return unsupported('a mapping beyond 1 GiB');
      if (!fds.has(fd)) return refused('EBADF');
      if (size === 0n || at % page !== 0n || (fixed && hint !== BigInt(addr ?? 0))) return refused('EINVAL');
      const { file, flags: opened } = fds.get(fd);
      if (opened.includes('O_WRONLY') || (prot.includes('PROT_WRITE') && !opened.includes('O_RDWR'))) return refused('EACCES');
      const usable = fixed || (hint > 0n && hint + size < end && free(maps, pages(hint, size)));
      const start = usable ? hint : choose(maps, size);
      if (start === undefined || start + size > end) return refused('ENOMEM');
      for (const p of pages(start, size)) maps.set(p, { file, at: at + p - start, prot });
      return done({ addr: `0x${start.toString(16)}` });
    },
    load: (process, call) => access(process, call, false, ({ file }, at) => done({ value: file.bytes.get(at) ?? file.first(at) })),
    store: (process, call) => access(process, call, true, ({ file }, at) => (file.bytes.set(at, call.value), done())),
  };

  function access({ maps }, { addr }, writes, then) {
    const map = maps.get(BigInt(addr) & -page);
    if (map === undefined) return fault('SIGSEGV', 'SEGV_MAPERR');
    if (writes ? !map.prot.includes('PROT_WRITE') : map.prot.length === 0) return fault('SIGSEGV', 'SEGV_ACCERR');
    if (map.at >= map.file.size) return fault('SIGBUS', 'BUS_ADRERR');
    return then(map, map.at + (BigInt(addr) % page));
  }

  const first = { zeros: () => 0, 'page-numbers': (at) => 1 + Number((at / page) % 251n) };
  return {
    description: { name: 'toy', version: '1', generations: [], shows: [], calls: Object.keys(calls) },
    reset(setup) {
      const { pageSize, entriesPerTable, levels } = setup.geometry;
      page = BigInt(pageSize);
      end = (page * BigInt(entriesPerTable) ** BigInt(levels)) / 2n - page;
      const file = ({ size, content = 'zeros' }) => ({ size: BigInt(size), first: first[content], bytes: new Map() });
      files = new Map(Object.entries(setup.files).map(([name, about]) => [name, file(about)]));
      processes = new Map(setup.processes.map((name) => [name, { fds: new Map(), maps: new Map() }]));
    },
    step: (call) => calls[call.call](processes.get(call.process), call),
  };
}

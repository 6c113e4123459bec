// Generated from schemas/*.schema.json by `npm run generate`. Do not edit.


/**
 * An identifier in kebab case that never changes.
 */
export type Id = string
/**
 * A labelled point of a call in flight, before what the label says has been done; `return` is the last one of every call.
 */
export type Point = string
/**
 * A symbolic handle: a process, a file, a descriptor or a region.
 */
export type Name = string
/**
 * The CPU that the step runs on, from 0; 0 where none is named.
 */
export type Cpu = number
/**
 * The name of an error number.
 */
export type Errno = string
export type Signal = ("SIGSEGV" | "SIGBUS")
export type FaultCode = ("SEGV_MAPERR" | "SEGV_ACCERR" | "BUS_ADRERR")
/**
 * Bytes as pairs of lower-case hex digits.
 */
export type Bytes = string
/**
 * An exact unsigned 64-bit number: 0x and lower-case digits without leading zeros.
 */
export type Hex = string
/**
 * A remark for readers.
 */
export type Note = string
/**
 * Access that a mapping allows; the empty list is PROT_NONE.
 */
export type Prot = ("PROT_READ" | "PROT_WRITE" | "PROT_EXEC")[]
export type MapFlags = ("MAP_SHARED" | "MAP_PRIVATE" | "MAP_SHARED_VALIDATE" | "MAP_FIXED" | "MAP_FIXED_NOREPLACE" | "MAP_ANONYMOUS" | "MAP_SHARED_PT" | "MAP_HUGETLB")[]
/**
 * An address: a hex number, a region, or a region and an offset (buf+0x1000).
 */
export type Place = string
export type RemapFlags = ("MREMAP_MAYMOVE" | "MREMAP_FIXED")[]
export type OpenFlags = ("O_RDONLY" | "O_WRONLY" | "O_RDWR" | "O_CLOEXEC" | "O_CREAT" | "O_EXCL" | "O_TRUNC")[]
/**
 * A symbolic handle: a process, a file, a descriptor or a region.
 */
export type Name1 = string
/**
 * A symbolic handle: a process, a file, a descriptor or a region.
 */
export type Name2 = string
/**
 * An exact unsigned 64-bit number: 0x and lower-case digits without leading zeros.
 */
export type Hex1 = string
export type Byte = number
/**
 * How it is known: said by the author of the implementation, by a reviewer, seen in a run, read in the code, concluded from reading it, or a consequence of ordinary Linux.
 */
export type Evidence = ("author" | "reviewer" | "run" | "code" | "derived" | "linux")
/**
 * A profile, and the readings that were chosen otherwise, by their names.
 */
export type ProfileName = string
export type Origin = (WrittenOrigin | GeneratedOrigin | ShrunkOrigin | ImportedOrigin | ExploredOrigin)
/**
 * One step of a trace: a call of a process on a CPU, or a look.
 */
export type Step = (OpenCall | CloseCall | FtruncateCall | MmapCall | MunmapCall | MprotectCall | MadviseCall | MremapCall | ForkCall | ExecCall | ExitCall | LoadCall | StoreCall | MountCall | UmountCall | UnlinkCall | ReadCall | FstatCall | FallocateCall | IoctlCall | MshareCall | MshareUnlinkCall | MshareCreateCall | MshareAttachCall | MshareDetachCall | MshareMapCall | MshareUnmapCall | MshareProtectCall | MshareAdviseCall | PassFdCall | TablesCall | TableBytesCall | PresentCall | ResumeCall | ReturnCall)
/**
 * What a body answered to one call; addr is what mmap, mremap or mshare_attach returned.
 */
export type Outcome = (Done | Refused | Fault | Pending | Unsupported)
/**
 * Bytes as pairs of lower-case hex digits.
 */
export type Bytes1 = string
/**
 * An exact unsigned 64-bit number: 0x and lower-case digits without leading zeros.
 */
export type Hex2 = string
/**
 * The messages between the harness and a body that is a program: one JSON object per line, in both directions.
 */
export type WireMessage = (HelloRequest | ResetRequest | StepRequest | LookRequest | TraceRequest | StopRequest | HelloAnswer | OutcomeAnswer | SnapshotAnswer | EntriesAnswer | ErrorAnswer)
/**
 * The number of a message, from 1 in each process; its answer has the same.
 */
export type Seq = number
export type ProtocolVersion = number
/**
 * A step as bodies are told it: with the CPU, with absolute addresses, and without what documents it.
 */
export type ToldStep = Step
/**
 * Parts of a snapshot, out of those that the body says it shows.
 */
export type Show = ("tables" | "tlb" | "counts" | "caches")[]

/**
 * What an implementation under test says of itself.
 */
export interface BodyDescription {
name: string
version?: string
/**
 * The generations of the interface that it claims to implement; none where it ignores them.
 */
generations: Id[]
/**
 * What it can show after any step.
 */
shows: ("tables" | "tlb" | "counts" | "caches" | "table-bytes" | "present")[]
/**
 * The calls it supports; all where left out.
 */
calls?: ("open" | "close" | "ftruncate" | "mmap" | "munmap" | "mprotect" | "madvise" | "mremap" | "fork" | "exec" | "exit" | "load" | "store" | "mount" | "umount" | "unlink" | "read" | "fstat" | "fallocate" | "ioctl" | "mshare" | "mshare_unlink" | "mshare_create" | "mshare_attach" | "mshare_detach" | "mshare_map" | "mshare_unmap" | "mshare_protect" | "mshare_advise" | "pass-fd" | "tables" | "table-bytes" | "present")[]
geometry?: Geometry
/**
 * Whether calls may overlap: it then has begin, resume and finish. No where left out.
 */
overlaps?: boolean
/**
 * The points at which a call in flight can pause. A pause anywhere else is never reached: the call goes on to its end.
 */
points?: Point[]
/**
 * What it can make fail in the course of a call when a step asks for it; nothing where left out.
 */
faults?: ("allocation")[]
/**
 * By generation, what was tried to find out whether it is implemented, and what was seen: a clause without a full stop.
 */
evidence?: {
[k: string]: string | undefined
}
notes?: string
}
/**
 * The one machine that it has, with as many CPUs at most; traces for another are skipped. Any machine where left out.
 */
export interface Geometry {
/**
 * Bytes in a page; 2 MiB where huge pages are the pages.
 */
pageSize: (4096 | 16384 | 65536 | 2097152)
/**
 * Entries in a table of each level; a power of two.
 */
entriesPerTable: (2 | 4 | 8 | 16 | 32 | 64 | 128 | 256 | 512 | 1024 | 2048 | 4096 | 8192)
/**
 * Levels of tables.
 */
levels: number
cpus: number
}
/**
 * close(2). Mappings made through the descriptor stay.
 */
export interface CloseCall {
call: "close"
process: Name
cpu?: Cpu
fd: Name
begins?: Id
pause?: Point
expect?: Expectation
note?: Note
}
/**
 * What the author of the trace expects. It documents; the specification decides what is permitted.
 */
export interface Expectation {
result: ("done" | "refused" | "fault")
errno?: Errno
signal?: Signal
code?: FaultCode
value?: number
data?: Bytes
size?: Hex
}
/**
 * execve(2): every mapping goes; descriptors without O_CLOEXEC stay.
 */
export interface ExecCall {
call: "exec"
process: Name
cpu?: Cpu
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * What fails during the call: its allocation number `allocation`, counted from 1, of a page table or a page.
 */
export interface Failure {
allocation: number
}
/**
 * exit(2), or a kill: the process ends.
 */
export interface ExitCall {
call: "exit"
process: Name
cpu?: Cpu
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * fallocate(2); mode is the sum of the FALLOC_FL_ bits.
 */
export interface FallocateCall {
call: "fallocate"
process: Name
cpu?: Cpu
fd: Name
mode: number
offset: Hex
length: Hex
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * fork(2): the child process begins to live under the name `child`.
 */
export interface ForkCall {
call: "fork"
process: Name
cpu?: Cpu
child: Name
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * fstat(2): the answer shows st_size as `size`.
 */
export interface FstatCall {
call: "fstat"
process: Name
cpu?: Cpu
fd: Name
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * ftruncate(2): sets the size of the file in bytes.
 */
export interface FtruncateCall {
call: "ftruncate"
process: Name
cpu?: Cpu
fd: Name
size: Hex
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * ioctl(2) on a region file. MSHAREFS_CREATE_MAPPING takes regionOffset, size, offset, prot, flags and object (the descriptor of what is mapped); MSHAREFS_UNMAP takes regionOffset and size; `unknown` is a request that no file knows.
 */
export interface IoctlCall {
call: "ioctl"
process: Name
cpu?: Cpu
fd: Name
request: ("MSHAREFS_CREATE_MAPPING" | "MSHAREFS_UNMAP" | "unknown")
regionOffset?: Hex
size?: Hex
offset?: Hex
prot?: Prot
flags?: MapFlags
object?: Name
/**
 * The argument lies where nothing is mapped.
 */
pointer?: "bad"
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * The CPU reads one byte.
 */
export interface LoadCall {
call: "load"
process: Name
cpu?: Cpu
addr: Place
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * madvise(2) with the advice that changes page tables or data.
 */
export interface MadviseCall {
call: "madvise"
process: Name
cpu?: Cpu
addr: Place
length: Hex
advice: ("MADV_DONTNEED" | "MADV_REMOVE")
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * mmap(2). Without addr the kernel chooses. `as` names the address returned as a region for later steps.
 */
export interface MmapCall {
call: "mmap"
process: Name
cpu?: Cpu
addr?: Place
length: Hex
prot: Prot
flags: MapFlags
fd?: Name
offset?: Hex
as?: Name
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * mount(2): msharefs at /sys/fs/mshare. It is mounted by no one before the first step.
 */
export interface MountCall {
call: "mount"
process: Name
cpu?: Cpu
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * mprotect(2).
 */
export interface MprotectCall {
call: "mprotect"
process: Name
cpu?: Cpu
addr: Place
length: Hex
prot: Prot
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * mremap(2). newAddr goes with MREMAP_FIXED.
 */
export interface MremapCall {
call: "mremap"
process: Name
cpu?: Cpu
addr: Place
oldLength: Hex
newLength: Hex
flags: RemapFlags
newAddr?: Place
as?: Name
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * mshare(), as posted in 2022: makes a region of what is mapped, or attaches to one. Exactly one of file and path is given.
 */
export interface MshareCall {
call: "mshare"
process: Name
cpu?: Cpu
file?: Name
/**
 * Instead of `file`, a name that no file can have: the empty one, one longer than PATH_MAX, or a pointer to no memory.
 */
path?: ("empty" | "too-long" | "bad-pointer")
addr: Place
length: Hex
flags: OpenFlags
/**
 * Permission bits, as a decimal number.
 */
mode: number
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * mshare_advise(): advice on a range of the region. Provisional: the call is announced, and its signature not published.
 */
export interface MshareAdviseCall {
call: "mshare_advise"
process: Name
cpu?: Cpu
fd: Name
offset: Hex
size: Hex
advice: ("MADV_DONTNEED" | "MADV_REMOVE")
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * mshare_attach(): a window on a region. Without addr the kernel chooses; `as` names the address returned. Provisional: the call is announced, and its signature not published.
 */
export interface MshareAttachCall {
call: "mshare_attach"
process: Name
cpu?: Cpu
fd: Name
offset: Hex
size: Hex
addr?: Place
flags: MapFlags
as?: Name
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * mshare_create(): a region, whose descriptor `as` is. Provisional: the call is announced, and its signature not published.
 */
export interface MshareCreateCall {
call: "mshare_create"
process: Name
cpu?: Cpu
flags: OpenFlags
as: Name
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * mshare_detach(): takes a window away. Provisional: the call is announced, and its signature not published.
 */
export interface MshareDetachCall {
call: "mshare_detach"
process: Name
cpu?: Cpu
addr: Place
size: Hex
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * mshare_map(): puts an object into the region, at an offset of it. Provisional: the call is announced, and its signature not published.
 */
export interface MshareMapCall {
call: "mshare_map"
process: Name
cpu?: Cpu
fd: Name
offset: Hex
size: Hex
prot: Prot
flags: MapFlags
object?: Name1
objectOffset?: Hex
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * mshare_protect(): the protection of a range of the region, for all who attach it. Provisional: the call is announced, and its signature not published.
 */
export interface MshareProtectCall {
call: "mshare_protect"
process: Name
cpu?: Cpu
fd: Name
offset: Hex
size: Hex
prot: Prot
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * mshare_unlink(), as posted in 2022. Exactly one of file and path is given.
 */
export interface MshareUnlinkCall {
call: "mshare_unlink"
process: Name
cpu?: Cpu
file?: Name
/**
 * Instead of `file`, a name that no file can have: the empty one, one longer than PATH_MAX, or a pointer to no memory.
 */
path?: ("empty" | "too-long" | "bad-pointer")
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * mshare_unmap(): takes what a range of the region holds out of it. Provisional: the call is announced, and its signature not published.
 */
export interface MshareUnmapCall {
call: "mshare_unmap"
process: Name
cpu?: Cpu
fd: Name
offset: Hex
size: Hex
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * munmap(2).
 */
export interface MunmapCall {
call: "munmap"
process: Name
cpu?: Cpu
addr: Place
length: Hex
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * open(2): binds the descriptor handle `as` in the calling process.
 */
export interface OpenCall {
call: "open"
process: Name
cpu?: Cpu
file: Name
flags: OpenFlags
as: Name
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * A descriptor goes to another process, as by SCM_RIGHTS; `as` is its handle there.
 */
export interface PassFdCall {
call: "pass-fd"
process: Name
cpu?: Cpu
fd: Name
to: Name
as: Name2
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * A look: is a page present in the page tables of the process (1) or not (0), as pagemap tells?
 */
export interface PresentCall {
call: "present"
process: Name
cpu?: Cpu
addr: Place
begins?: Id
pause?: Point
expect?: Expectation
note?: Note
}
/**
 * read(2): the answer shows the bytes as `data`. At most a page is asked for.
 */
export interface ReadCall {
call: "read"
process: Name
cpu?: Cpu
fd: Name
length: Hex1
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * The call that began under the name `of` goes on: to the next point of the label `pause`, or to its end, without returning.
 */
export interface ResumeCall {
call: "resume"
cpu?: Cpu
of: Id
pause?: Point
begins?: Id
expect?: Expectation
note?: Note
}
/**
 * The call that began under the name `of` returns here.
 */
export interface ReturnCall {
call: "return"
cpu?: Cpu
of: Id
begins?: Id
expect?: Expectation
note?: Note
}
/**
 * The CPU writes one byte.
 */
export interface StoreCall {
call: "store"
process: Name
cpu?: Cpu
addr: Place
value: Byte
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * A look: bytes of page tables charged to a process, or to all where no process is named.
 */
export interface TableBytesCall {
call: "table-bytes"
process?: Name
cpu?: Cpu
begins?: Id
pause?: Point
expect?: Expectation
note?: Note
}
/**
 * A look: the page tables of every process and host, as a snapshot.
 */
export interface TablesCall {
call: "tables"
cpu?: Cpu
begins?: Id
pause?: Point
expect?: Expectation
note?: Note
}
/**
 * umount(2) of /sys/fs/mshare.
 */
export interface UmountCall {
call: "umount"
process: Name
cpu?: Cpu
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * unlink(2): takes the name of the file away.
 */
export interface UnlinkCall {
call: "unlink"
process: Name
cpu?: Cpu
file: Name
begins?: Id
pause?: Point
fail?: Failure
expect?: Expectation
note?: Note
}
/**
 * What an implementer knows to be otherwise than the specification wants it. A listed deviation does not fail a run; one that is not seen any more does.
 */
export interface Deviations {
$schema?: string
format: 1
/**
 * @maxItems 10000
 */
deviations: Deviation[]
}
export interface Deviation {
rule: Id
/**
 * Ids of traces; * stands for any characters.
 */
story: string
/**
 * What is permitted, as reports say it; * stands for any characters. Anything where left out.
 */
expected?: string
/**
 * What is seen instead, as reports say it; * stands for any characters. Anything where left out.
 */
seen?: string
reason: string
evidence?: Evidence
/**
 * Where it is discussed.
 */
link?: string
/**
 * The last day (UTC) on which the entry counts.
 */
expires?: string
}
/**
 * Every state of a small world that a body can reach, counted and judged. The same world, body and rules give the same report; only run differs.
 */
export interface ExplorationReport {
format: 1
tool: Tool
/**
 * The rules that judged.
 */
rulesHash: string
generation: Id
profile: ProfileName
/**
 * How the body was named.
 */
body: string
world: WorldOfReport
/**
 * States that differ only in the names of processes and CPUs were counted once.
 */
folded: boolean
/**
 * Every reachable state was expanded; only then are the numbers those of the world.
 */
complete: boolean
/**
 * Why it ended before its time.
 */
stopped?: string
conclusion: ("no-violation" | "violations" | "partial")
/**
 * The conclusion in words.
 */
sentence: string
/**
 * States that were found.
 */
states: number
/**
 * States that they stand for without folding; only where it was worked out.
 */
unfolded?: number
/**
 * States of which every call was tried.
 */
expanded: number
/**
 * Calls that were performed and judged; where calls overlap, also their schedules.
 */
transitions: number
inFlight?: ExploredInFlight
/**
 * Every call was also made with each of its allocations failing.
 */
failures?: true
/**
 * Calls to the farthest state; prologue not counted.
 */
diameter: number
/**
 * States by the number of calls that lead to them.
 * 
 * Items: States.
 */
layers: number[]
coverage: ExplorationCoverage
/**
 * The first violation of each rule, with a shortest trace.
 */
violations: ExploredViolation[]
run?: ExplorationRun
}
export interface Tool {
name: string
version: string
}
export interface WorldOfReport {
/**
 * Its name.
 */
name: string
/**
 * What it is about.
 */
title: string
/**
 * Processes that live at a time.
 */
processes: number
/**
 * CPUs.
 */
cpus: number
/**
 * Slots at which regions may lie.
 */
slots: number
/**
 * Pages of each slot that are touched one by one.
 */
pages: number
/**
 * Different bytes that are stored.
 */
values: number
/**
 * Partitions of arguments, or calls for all of theirs.
 */
alphabet: string[]
}
/**
 * Calls that overlap. Two take turns up to three times: the first, the second, the first, the second. Of three, two follow one another as wholes during the first.
 */
export interface ExploredInFlight {
/**
 * In flight at a time, at most.
 */
calls: number
/**
 * Ordered pairs of calls, and triples where three are in flight, that overlap in some way, over all states.
 */
pairs: number
/**
 * Points of a first call at which a second one began, over all of these.
 */
points: number
/**
 * Ways in which calls overlapped, each a transition.
 */
schedules: number
}
export interface ExplorationCoverage {
/**
 * Each rule in force.
 */
rules: RuleCoverage[]
/**
 * Rules decided anywhere.
 */
rulesDecided: number
ruleStates: Share
/**
 * Each partition of arguments.
 */
partitions: PartitionCoverage[]
outcomes: Share
/**
 * Outcomes that are permitted in some state and were never shown.
 */
neverShown: NeverShown[]
pairs: Share
}
export interface RuleCoverage {
rule: Id
/**
 * States in which some call decides it.
 */
states: number
/**
 * Calls that decide it.
 */
transitions: number
}
/**
 * So many, of so many.
 */
export interface Share {
/**
 * So many.
 */
seen: number
/**
 * Of so many.
 */
of: number
}
export interface PartitionCoverage {
/**
 * Its name.
 */
partition: string
/**
 * What was answered or is permitted somewhere.
 */
outcomes: OutcomeCoverage[]
}
export interface OutcomeCoverage {
/**
 * done, an errno, or a signal with its code.
 */
outcome: string
/**
 * Calls that were answered so.
 */
transitions: number
/**
 * The specification permits it in some state.
 */
permitted: boolean
}
export interface NeverShown {
/**
 * Its name.
 */
partition: string
/**
 * The outcome.
 */
outcome: string
}
export interface ExploredViolation {
rule: Id
/**
 * What was seen.
 */
seen: string
/**
 * What is permitted.
 */
permitted: string[]
/**
 * One plain sentence.
 */
why: string
trace: Trace
}
/**
 * A story in system calls, to be replayed on any body.
 */
export interface Trace {
$schema?: string
/**
 * Version of this format.
 */
format: 1
id: Id
/**
 * sha256 of the canonical content (all that changes what is performed), in hex.
 */
hash?: string
title: string
/**
 * The rules that the trace is about.
 * 
 * @maxItems 100
 */
rules: Id[]
origin: Origin
generation: Id
geometry?: Geometry1
/**
 * Files by name. Ordinary ones are there before the first step.
 */
files: {
[k: string]: FileSetup | undefined
}
/**
 * Names for addresses.
 */
regions?: {
[k: string]: Hex | undefined
}
/**
 * Processes that live before the first step, unrelated to one another.
 * 
 * @minItems 1
 * @maxItems 4096
 */
processes: Name[]
/**
 * @minItems 1
 * @maxItems 100000
 */
steps: Step[]
}
export interface WrittenOrigin {
kind: "written"
source?: string
}
export interface GeneratedOrigin {
kind: "generated"
generator: string
seed: number
index: number
}
export interface ShrunkOrigin {
kind: "shrunk"
from: Id
body?: string
seed?: number
}
export interface ImportedOrigin {
kind: "imported"
from: string
}
/**
 * Found by exploring every state of a small world.
 */
export interface ExploredOrigin {
kind: "explored"
/**
 * Its name and its bounds: processes, CPUs, slots, pages, values.
 */
world: string
/**
 * What the trace was looked for: a rule, an outcome of a call, or transitions.
 */
goal: string
/**
 * The body that was explored; the reference where left out.
 */
body?: string
}
/**
 * The machine: sizes that the specification and every body take as data. Default: x86-64 with 4 levels and 2 CPUs.
 */
export interface Geometry1 {
/**
 * Bytes in a page; 2 MiB where huge pages are the pages.
 */
pageSize: (4096 | 16384 | 65536 | 2097152)
/**
 * Entries in a table of each level; a power of two.
 */
entriesPerTable: (2 | 4 | 8 | 16 | 32 | 64 | 128 | 256 | 512 | 1024 | 2048 | 4096 | 8192)
/**
 * Levels of tables.
 */
levels: number
cpus: number
}
export interface FileSetup {
size: Hex
/**
 * zeros (default), or page-numbers: every byte of page n is 1 + n mod 251.
 */
content?: ("zeros" | "page-numbers")
/**
 * `msharefs`: a name in msharefs that no file has before somebody creates it; its size is 0x0. `mshare_info` is the info file, which is there once msharefs is mounted. `hugetlbfs`: a file of huge pages, each of which is what one leaf table covers (2 MiB); its size is a whole number of them, and it is put into regions. An ordinary file where left out.
 */
on?: ("msharefs" | "hugetlbfs")
}
/**
 * Of the machine and the moment.
 */
export interface ExplorationRun {
seconds: number
/**
 * States expanded.
 */
statesPerSecond: number
/**
 * Transitions.
 */
transitionsPerSecond: number
/**
 * Memory taken by states.
 */
megabytes: number
}
export interface Done {
result: "done"
addr?: Hex
/**
 * The byte loaded, or the number looked at.
 */
value?: number
data?: Bytes1
size?: Hex2
snapshot?: Snapshot
}
/**
 * Page tables, TLBs and counts at one moment. Page numbers and frames are exact integers (below 2^52); flat lists keep it small. Level 1 is the leaf.
 */
export interface Snapshot {
mms: MmShot[]
/**
 * Every table that is allocated.
 */
tables: TableShot[]
tlb?: TlbShot[]
/**
 * Page caches: which frame holds which page of which file.
 */
caches?: CacheShot[]
counts?: Counts
}
/**
 * An address space: of a process, or of the host of a region.
 */
export interface MmShot {
id: number
process: (Name | null)
host: (HostShot | null)
/**
 * Id of its top table.
 */
root: number
/**
 * Bytes of tables charged to it.
 */
tableBytes?: number
}
/**
 * The region that a host mm serves, in pages.
 */
export interface HostShot {
file: Name
startPage: number
pages: number
offsetPage: number
/**
 * How many mappings the host counts, where it counts them.
 */
guests?: number
}
export interface TableShot {
id: number
level: number
/**
 * How many links the table counts to itself.
 */
refs?: number
/**
 * Triples: index, target (frame at level 1, table id above), bits (1 present, 2 writable, 4 user, 32 accessed, 64 dirty, 256 no-execute). Absent entries are left out.
 */
entries: number[]
}
export interface TlbShot {
cpu: number
/**
 * Quadruples: mm id, page number, frame, bits.
 */
entries: number[]
/**
 * Triples of the upper-level cache: mm id, slot (page number div entries per table), leaf table id.
 */
walks?: number[]
}
export interface CacheShot {
file: Name
/**
 * Pairs: page of the file, frame.
 */
pages: number[]
}
export interface Counts {
/**
 * Bytes of page tables in all.
 */
tableBytes?: number
/**
 * Since the start.
 */
tablesAllocated?: number
tablesFreed?: number
framesAllocated?: number
framesFreed?: number
/**
 * Leaf entries written by the last call.
 */
entriesWritten?: number
}
export interface Refused {
result: "refused"
errno: Errno
}
export interface Fault {
result: "fault"
signal: Signal
code?: FaultCode
}
/**
 * The call is in flight. `at` is the point at which it stands: where it was to pause, where it waits for another call, or `return` where it never came to such a point.
 */
export interface Pending {
result: "pending"
at?: Point
}
/**
 * The body cannot do or show this.
 */
export interface Unsupported {
result: "unsupported"
what?: string
}
/**
 * What a body did with a suite, and what the rules say of it. The same suite, seed and body give the same report; only run differs. Reports of earlier versions lack reservations, about, lacking, unlisted, and of each broken trace cause, title, steps and before; whoever reads a report has to do without them.
 */
export interface Report {
format: 1
tool: Tool
/**
 * The rules that judged.
 */
rulesHash: string
/**
 * The whole suite, before it was cut into shards.
 */
suiteHash: string
generation: Id
profile: ProfileName
body: JudgedBody
/**
 * The seed of the generated traces; null where there are none.
 */
seed: (number | null)
/**
 * The machines of the traces judged, in a fixed order.
 */
geometries: Geometry1[]
/**
 * The part of the suite that was run; null for the whole.
 */
shard: (Shards | null)
/**
 * The run ended before its time, or shards are missing.
 */
partial: boolean
/**
 * Why the run is partial.
 */
stopped?: string
/**
 * conforming; listed-deviations: conforming but for deviations that the implementer has listed; violations; not-implemented: the body claims no such interface and broke no rule that binds it; broken: it failed while it was judged; nothing-judged: no step or no rule was judged; outdated-deviations: a listed deviation is not seen any more, was not asked for, or has expired; guard-failed: a wrong body judged beside it passed, so that nothing can be believed.
 */
conclusion: ("conforming" | "listed-deviations" | "violations" | "not-implemented" | "broken" | "nothing-judged" | "outdated-deviations" | "guard-failed")
/**
 * The conclusion in a plain sentence.
 */
sentence: string
/**
 * What the conclusion leaves open although it may be thought to say so, a sentence each: that tables are shared, where the body claims the interface and does not show its tables; that the rules which the traces are about hold, where none of them was decided. Left out where there is nothing to say.
 * 
 * @minItems 1
 * @maxItems 10
 */
reservations?: string[]
traces: TraceCounts
/**
 * Steps performed and judged.
 */
steps: number
/**
 * Every rule in force, in the order of the specification.
 */
rules: RuleTally[]
/**
 * The rules in force that the traces performed say they are about, in the order of the specification; left out where there are none.
 * 
 * @minItems 1
 */
about?: Id[]
/**
 * Grouped by rule, in the order of the specification.
 */
violations: ViolatedRule[]
/**
 * The deviations that the implementer has listed, in their order, and what became of them; left out where no list was given.
 */
deviations?: DeviationTally[]
guard?: Guard
detection?: DetectionScore
/**
 * What the body lacks for the traces that were skipped, over all of them, whatever it helps most first; left out where it lacks nothing. Traces that were skipped for what no body can lack are not counted.
 * 
 * @minItems 1
 */
lacking?: Lack[]
/**
 * The first 1000 by id; traces.skipped counts all, and unlisted what is left out here.
 */
skipped: SkippedTrace[]
/**
 * The first 100 by id; traces.broken counts all, and unlisted what is left out here.
 */
broken: BrokenTrace[]
unlisted?: Unlisted
judged: Judged
run?: Run
}
export interface JudgedBody {
/**
 * The name it was connected by.
 */
connectedAs: string
description: BodyDescription
}
export interface Shards {
count: number
/**
 * From 1, sorted; several after a merge.
 * 
 * @minItems 1
 */
indexes: number[]
}
export interface TraceCounts {
total: number
complete: number
skipped: number
broken: number
}
export interface RuleTally {
id: Id
family: Id
sentence: string
verdict: ("held" | "violated" | "deviated" | "unseen")
/**
 * How often the rule was decided.
 */
decided: number
/**
 * Traces in which it was decided and held.
 */
held: number
/**
 * Traces in which it was violated.
 */
violated: number
/**
 * Traces in which it was violated as listed; left out where there are none.
 */
deviated?: number
/**
 * Why it was never decided.
 */
unseen?: string
}
export interface ViolatedRule {
rule: Id
/**
 * Traces that violate it.
 */
traces: number
/**
 * The calls at which the traces first diverge.
 */
calls: CallCount[]
/**
 * The shortest ones.
 */
first: Violation[]
/**
 * How many are not listed.
 */
more: number
}
export interface CallCount {
call: string
traces: number
}
export interface Violation {
trace: Id
title: string
/**
 * Index of the step, from 0; null where the whole trace is meant.
 */
step: (number | null)
permitted: string[]
seen: string
why: string
/**
 * The steps up to there; the last ones where they are many.
 */
steps: Step[]
/**
 * How many earlier steps are left out.
 */
before: number
/**
 * The command that shows it again.
 */
again: string
}
export interface DeviationTally {
rule: Id
story: string
expected?: string
seen?: string
reason: string
link?: string
expires?: string
/**
 * listed: seen, as listed; unexpected-pass: the rule holds; stale: no trace asked; expired; open: a part of the suite cannot tell.
 */
status: ("listed" | "unexpected-pass" | "stale" | "expired" | "open")
/**
 * Traces judged to which the entry applies.
 */
ran: number
/**
 * Of them: those in which the rule was decided.
 */
decided: number
/**
 * Of them: those that violate the rule as listed.
 */
traces: number
}
/**
 * Wrong bodies judged beside the body, so that a run that notices nothing is not taken for a success.
 */
export interface Guard {
/**
 * none-applicable: the traces of the run are not known to catch any wrong body.
 */
status: ("held" | "failed" | "none-applicable")
/**
 * Wrong bodies that a trace of this run caught.
 */
caught: string[]
/**
 * Wrong bodies that passed although a trace of this run is known to catch them.
 */
passed: string[]
}
/**
 * How many wrong bodies, and wrong specifications, the shipped stories tell; as `ptshare detect` measured it.
 */
export interface DetectionScore {
rulesHash: string
suiteHash: string
/**
 * It was measured with other rules or stories than these.
 */
stale: boolean
bodies: Score
specifications: Score
systematic?: SystematicScore
}
export interface Score {
caught: number
of: number
survivors: string[]
}
/**
 * How many changes of single expressions and statements of the reference and of the specification the shipped stories tell.
 */
export interface SystematicScore {
/**
 * Told by a verdict.
 */
caught: number
/**
 * Of those caught: by nothing but a body that is right but for one answer or one thing that it shows.
 */
otherwise?: number
/**
 * All but those that are equivalent.
 */
of: number
/**
 * Seen by nothing but an exception of the program itself, or a loop that does not end; not among `caught`.
 */
broke: number
/**
 * Listed as changes that nobody can tell.
 */
equivalent: number
/**
 * `<file>: <how many>` for each file with changes that nothing tells.
 * 
 * @maxItems 1000
 */
survivors: string[]
/**
 * Files that are not as they were measured.
 * 
 * @maxItems 1000
 */
changed: string[]
}
export interface Lack {
/**
 * The name of a call, or in words what else.
 */
what: string
/**
 * Traces that were skipped for want of this and nothing else.
 */
alone: number
/**
 * Traces that were skipped for want of this and of something else.
 */
among: number
}
export interface SkippedTrace {
trace: Id
reason: string
/**
 * All that the body lacks for it: names of calls, and in words what else; left out where it lacks nothing.
 * 
 * @minItems 1
 */
lacks?: string[]
}
export interface BrokenTrace {
trace: Id
title?: string
/**
 * Lines: `step <n>: <what happened>`, then what more there is to say of it, and after the line `its last output:` the end of what the body printed for people.
 */
reason: string
/**
 * What happened, without the step, what it printed, and with … for numbers: traces that broke for one cause have the same.
 */
cause?: string
/**
 * The step that failed, from 0. It is the last of steps.
 */
step: number
/**
 * The steps up to the one that failed; the last ones where they are many.
 */
steps?: Step[]
/**
 * How many earlier steps are left out.
 */
before?: number
again: string
}
/**
 * How many traces are not listed that were skipped, and that broke; left out where all are listed.
 */
export interface Unlisted {
skipped: number
broken: number
}
/**
 * What was judged, skipped or broke: enough to find duplicates in a merge.
 */
export interface Judged {
/**
 * Sorted: the id, and the first 16 digits of the hash or -.
 */
traces: string[]
/**
 * Generated traces by their index.
 */
generated: GeneratedTraces[]
}
export interface GeneratedTraces {
generator: string
seed: number
/**
 * Triples, sorted: first index, last index, distance.
 */
runs: number[]
}
/**
 * When and where; no part of the result.
 */
export interface Run {
date: string
milliseconds: number
node: string
platform: string
}
/**
 * What a body answered to a trace, and what it showed.
 */
export interface Transcript {
format: 1
trace: Trace
body: BodyDescription
/**
 * One for each step performed, in order.
 */
entries: Entry[]
/**
 * complete; skipped: not performed, for the reason given; broken: the body failed at the step after the last entry.
 */
status: ("complete" | "skipped" | "broken")
/**
 * Why it was not performed, or what broke. Lines: `step <n>: <what happened>`, then what more there is to say of it, and after the line `its last output:` the end of what the body printed for people.
 */
reason?: string
}
export interface Entry {
outcome: Outcome
snapshot?: Snapshot
}
/**
 * What one rule says of one trace on one body.
 */
export interface Verdict {
rule: Id
trace: Id
verdict: ("held" | "violated" | "unseen" | "skipped" | "broken")
/**
 * How often the rule was decided in this trace.
 */
times?: number
/**
 * Index of the step, from 0.
 */
step?: number
/**
 * What the specification permits at the step.
 */
permitted?: string[]
seen?: string
/**
 * One plain sentence.
 */
why?: string
}
/**
 * The first message to every process of a body: which versions of the protocol the harness speaks, and its deadlines.
 */
export interface HelloRequest {
seq: Seq
kind: "hello"
oldest: ProtocolVersion
newest: ProtocolVersion
/**
 * For the answer to any message but a trace.
 */
stepMilliseconds: number
/**
 * For all answers of one trace, however it is sent.
 */
traceMilliseconds: number
}
/**
 * A new world, in which the steps that follow happen.
 */
export interface ResetRequest {
seq: Seq
kind: "reset"
setup: SetupMessage
}
/**
 * What a body is told before the first step of a trace.
 */
export interface SetupMessage {
generation: Id
geometry: Geometry1
/**
 * @minItems 1
 * @maxItems 4096
 */
processes: Name[]
files: {
[k: string]: FileSetup | undefined
}
}
/**
 * One call, or one look that has arguments.
 */
export interface StepRequest {
seq: Seq
kind: "step"
step: ToldStep
}
/**
 * What can be seen now?
 */
export interface LookRequest {
seq: Seq
kind: "look"
show: Show
}
/**
 * A new world and all its steps at once. `show`: what each entry of the answer has to show.
 */
export interface TraceRequest {
seq: Seq
kind: "trace"
show: Show
setup: SetupMessage
/**
 * @minItems 1
 * @maxItems 100000
 */
steps: ToldStep[]
}
/**
 * The last message: the body answers and exits.
 */
export interface StopRequest {
seq: Seq
kind: "stop"
}
/**
 * The version that both speak, what the body says of itself, and how it wants to be spoken to.
 */
export interface HelloAnswer {
seq: Seq
protocol: ProtocolVersion
body: BodyDescription
/**
 * It takes whole traces; it is told single steps where left out.
 */
traces?: boolean
/**
 * How many messages it may be sent before it has answered the first of them; 64 where left out.
 */
window?: number
/**
 * The longest line that it can read, in bytes with the newline; 65536 where left out.
 */
longest?: number
}
/**
 * To a step: its outcome. To reset, look and stop: that it is done, or unsupported.
 */
export interface OutcomeAnswer {
seq: Seq
outcome: Outcome
}
/**
 * To a look: what can be seen.
 */
export interface SnapshotAnswer {
seq: Seq
snapshot: Snapshot
}
/**
 * To a trace: an entry for each step, in order; in several lines where `more` says so.
 */
export interface EntriesAnswer {
seq: Seq
entries: Entry[]
/**
 * The next line goes on with the entries of the same trace.
 */
more?: boolean
}
/**
 * The body could not take the message, or failed at it and goes on.
 */
export interface ErrorAnswer {
seq: Seq
/**
 * bad-message: it could not read the line; unknown-kind: it does not know this kind of message; no-common-protocol: it speaks none of the versions; internal: a fault of its own.
 */
error: ("bad-message" | "unknown-kind" | "no-common-protocol" | "internal")
message?: string
}

//! An implementation under test that supports nothing yet. It speaks the protocol of ptshare (docs/protocol.md); fill in
//! `World`, and list in CALLS what `step` has learnt. No crates. Build and try:
//!   rustc -O --edition 2021 body.rs && npx ptshare adapter check exec:./body

use std::collections::HashMap;
use std::io::{self, BufRead, Write};

const CALLS: &str = ""; // for example: "\"open\",\"mmap\",\"load\",\"store\""
const SHOWS: &str = ""; // for example: "\"tables\"", with snapshot(); or "\"present\"", with a call of that name, in CALLS too
const CLAIMS: &str = ""; // "\"map-shared-pt\"" once page tables are shared; until then it owes ordinary mappings
const LONGEST: usize = 1 << 24;

/// What stands behind `"key":` in a message. There are no blanks and no escapes, and no object in a step, so that searching
/// is enough.
fn find<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let quoted = format!("\"{key}\":");
    text.find(&quoted).map(|at| &text[at + quoted.len()..])
}

/// A name; empty where the key is not there.
fn name<'a>(text: &'a str, key: &str) -> &'a str {
    find(text, key).and_then(|rest| rest.strip_prefix('"')).and_then(|rest| rest.split('"').next()).unwrap_or("")
}

fn number(text: &str, key: &str) -> u64 {
    let digits = find(text, key).unwrap_or("");
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().unwrap_or(0)
}

/// An address, a length, an offset or a size.
fn hex(text: &str, key: &str) -> Option<u64> {
    name(text, key).strip_prefix("0x").and_then(|digits| u64::from_str_radix(digits, 16).ok())
}

/// Does the list hold this flag?
fn has(text: &str, key: &str, flag: &str) -> bool {
    find(text, key).and_then(|rest| rest.split(']').next()).is_some_and(|list| list.contains(&format!("\"{flag}\"")))
}

/// The next name in the list of processes, or among the files, with what stands behind it.
fn next(rest: &str) -> Option<(&str, &str)> {
    rest.get(1..)?.strip_prefix('"')?.split_once('"')
}

fn unsupported(what: &str) -> String {
    format!("{{\"result\":\"unsupported\",\"what\":\"{what}\"}}")
}

/// A file has so many bytes: zeros, or the number of the page (`docs/writing-a-body.md`).
#[allow(dead_code)] // until a call reads it
struct File {
    size: u64,
    page_numbers: bool,
}

/// A new world for each trace.
#[allow(dead_code)]
#[derive(Default)]
struct World {
    page_size: u64,
    processes: Vec<String>,
    files: HashMap<String, File>,
}

impl World {
    fn new(setup: &str) -> World {
        let mut world = World { page_size: number(setup, "pageSize"), ..World::default() };
        let mut at = find(setup, "processes").unwrap_or("");
        while let Some((name, behind)) = next(at) {
            world.processes.push(name.to_string());
            at = behind;
        }
        at = find(setup, "files").unwrap_or("");
        while let Some((name, behind)) = next(at) {
            let (about, behind) = behind.split_once('}').unwrap_or((behind, ""));
            let file = File { size: hex(about, "size").unwrap_or(0), page_numbers: about.contains("page-numbers") };
            world.files.insert(name.to_string(), file);
            at = behind;
        }
        world
    }

    /// What can be seen now; asked for once SHOWS has "tables", "tlb", "caches" or "counts".
    fn snapshot(&self) -> String {
        "{\"mms\":[],\"tables\":[]}".to_string() // TODO: an mm for each process, and every table
    }

    /// The answer to one step of a whole trace.
    fn entry(&mut self, call: &str, shows: bool) -> String {
        let outcome = self.step(call);
        let shown = if shows { format!(",\"snapshot\":{}", self.snapshot()) } else { String::new() };
        format!("{{\"outcome\":{outcome}{shown}}}")
    }

    /// One call; gives its outcome. It is asked only for calls that stand in CALLS.
    fn step(&mut self, call: &str) -> String {
        let addr = hex(call, "addr").unwrap_or(0);
        match name(call, "call") {
            // TODO: map it in the tables of name(call, "process").
            "mmap" if !has(call, "flags", "MAP_SHARED") => unsupported("mappings that are not shared"),
            "mmap" => format!("{{\"result\":\"done\",\"addr\":\"0x{addr:x}\"}}"),
            // TODO: walk the tables on CPU number(call, "cpu").
            "load" if addr < self.page_size => {
                "{\"result\":\"fault\",\"signal\":\"SIGSEGV\",\"code\":\"SEGV_MAPERR\"}".to_string()
            }
            other => unsupported(other),
        }
    }
}

/// All but the number of the answer. Print nothing else: what is for people goes to `eprintln!`.
fn answer(world: &mut World, line: &str) -> String {
    match name(line, "kind") {
        "hello" => format!(
            "\"protocol\":1,\"traces\":true,\"longest\":{LONGEST},\"body\":{{\"name\":\"mine\",\"version\":\"0\",\
             \"generations\":[{CLAIMS}],\"shows\":[{SHOWS}],\"calls\":[{CALLS}]}}"
        ),
        "reset" => {
            *world = World::new(line);
            "\"outcome\":{\"result\":\"done\"}".to_string()
        }
        "look" => format!("\"snapshot\":{}", world.snapshot()),
        "step" => format!("\"outcome\":{}", world.step(find(line, "step").unwrap_or(""))),
        "trace" => {
            *world = World::new(line);
            let steps = line.split_once("\"steps\":[").map_or("", |(_, steps)| steps);
            let calls = steps.split_inclusive('}').filter(|call| call.contains('{'));
            let shows = !line.contains("\"show\":[]");
            let entries: Vec<String> = calls.map(|call| world.entry(call, shows)).collect();
            format!("\"entries\":[{}]", entries.join(","))
        }
        "stop" => "\"outcome\":{\"result\":\"done\"}".to_string(),
        other => format!("\"error\":\"unknown-kind\",\"message\":\"{other}\""),
    }
}

fn main() -> io::Result<()> {
    let mut world = World::default();
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        writeln!(out, "{{\"seq\":{},{}}}", number(&line, "seq"), answer(&mut world, &line))?;
        out.flush()?;
        if name(&line, "kind") == "stop" {
            break;
        }
    }
    Ok(())
}

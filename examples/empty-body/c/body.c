/* An implementation under test that supports nothing yet. It speaks the protocol of ptshare (docs/protocol.md); fill in
 * reset() and step(), and list in CALLS what step() has learnt. Build and try:
 *   cc -std=c11 -Wall -Wextra -Wpedantic -O2 -o body body.c && npx ptshare adapter check exec:./body */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CALLS "" /* for example: "\"open\",\"mmap\",\"load\",\"store\"" */
#define SHOWS "" /* for example: "\"tables\"", with snapshot(); "\"present\"", with a call of that name, in CALLS too */
#define CLAIMS "" /* "\"map-shared-pt\"" once page tables are shared; until then it owes ordinary mappings */
#define LONGEST 65536 /* of a line, as said in the answer to hello; longer traces are sent step by step */
#define NAME 128 /* room for any string in a message */

static struct { uint64_t page_size, entries_per_table; int levels, cpus; } machine;

/* --- Reading. There are no blanks and no escapes, and no object in a step, so that searching is enough. --- */

/* What stands behind "key": in the text, or NULL. */
static const char *find(const char *text, const char *key) {
  char quoted[NAME];
  snprintf(quoted, sizeof quoted, "\"%s\":", key);
  const char *at = strstr(text, quoted);
  return at == NULL ? NULL : at + strlen(quoted);
}

static int64_t number(const char *text, const char *key) {
  const char *at = find(text, key);
  return at == NULL ? 0 : strtoll(at, NULL, 10);
}

/* An address, a length, an offset or a size; `absent` where the key is not there. */
static uint64_t hex(const char *text, const char *key, uint64_t absent) {
  const char *at = find(text, key);
  return at == NULL ? absent : strtoull(at + 1, NULL, 16);
}

/* A name, copied; empty where the key is not there. */
static char *name(const char *text, const char *key, char into[NAME]) {
  const char *at = find(text, key);
  into[0] = '\0';
  if (at != NULL) sscanf(at, "\"%127[^\"]", into);
  return into;
}

/* Does the list hold this flag? */
static int has(const char *text, const char *key, const char *flag) {
  char quoted[NAME];
  const char *list = find(text, key);
  snprintf(quoted, sizeof quoted, "\"%s\"", flag);
  const char *at = list == NULL ? NULL : strstr(list, quoted);
  return at != NULL && at < strchr(list, ']');
}

/* The next name in the list of processes, or among the files, copied; gives what stands behind it, or NULL at the end. */
static const char *next(const char *at, char into[NAME]) {
  int length;
  return at != NULL && sscanf(at + 1, "\"%127[^\"]\"%n", into, &length) == 1 ? at + 1 + length : NULL;
}

/* --- Answering: each prints one outcome. Print nothing else here: what is for people goes to stderr. --- */

static void done(void) { fputs("{\"result\":\"done\"}", stdout); }
static void done_at(uint64_t addr) { printf("{\"result\":\"done\",\"addr\":\"0x%" PRIx64 "\"}", addr); }
static void done_with(uint64_t value) { printf("{\"result\":\"done\",\"value\":%" PRIu64 "}", value); }
static void refused(const char *error) { printf("{\"result\":\"refused\",\"errno\":\"%s\"}", error); }
static void fault(const char *signal, const char *code) {
  printf("{\"result\":\"fault\",\"signal\":\"%s\",\"code\":\"%s\"}", signal, code);
}
static void unsupported(const char *what) { printf("{\"result\":\"unsupported\",\"what\":\"%s\"}", what); }

/* --- The implementation. --- */

/* A new world. `setup` has the processes that live and the files that are there; forget everything else. */
static void reset(const char *setup) {
  machine.page_size = (uint64_t)number(setup, "pageSize");
  machine.entries_per_table = (uint64_t)number(setup, "entriesPerTable");
  machine.levels = (int)number(setup, "levels"), machine.cpus = (int)number(setup, "cpus");
  char item[NAME];
  for (const char *at = find(setup, "processes"); (at = next(at, item)) != NULL;) { /* TODO: the process `item` lives */ }
  for (const char *at = find(setup, "files"); (at = next(at, item)) != NULL; at = strchr(at, '}') + 1) {
    /* TODO: the file `item` has hex(at, "size", 0) bytes, zeros or, where that stands before the next }, "page-numbers" */
  }
}

/* One call; prints its outcome. It is asked only for calls that stand in CALLS. */
static void step(const char *call) {
  char process[NAME], what[NAME];
  uint64_t addr = hex(call, "addr", 0);
  name(call, "process", process), name(call, "call", what);
  if (strcmp(what, "mmap") == 0) {
    if (hex(call, "length", 0) == 0) refused("EINVAL");
    else if (!has(call, "flags", "MAP_SHARED")) unsupported("mappings that are not shared");
    else done_at(addr); /* TODO: map it in the tables of `process`, with has(call, "prot", "PROT_READ") and so on */
  } else if (strcmp(what, "load") == 0) {
    if (addr < machine.page_size) fault("SIGSEGV", "SEGV_MAPERR");
    else done_with(0); /* TODO: walk the tables of `process` on CPU number(call, "cpu") */
  } else unsupported(what);
}

/* What can be seen now; asked for once SHOWS has "tables", "tlb", "caches" or "counts". */
static void snapshot(void) {
  fputs("\"snapshot\":{\"mms\":[],\"tables\":[]}", stdout); /* TODO: an mm for each process, and every table */
}

/* --- The protocol. --- */

/* One line for each step, flushed, so that it is known how far a crash let it come. */
static void trace(int64_t seq, char *line) {
  int shows = strstr(line, "\"show\":[]") == NULL; /* read before the line is cut up */
  reset(line);
  for (char *call = strstr(line, "\"steps\":["), *end; (call = strchr(call, '{')) != NULL; call = end + 1) {
    end = strchr(call, '}');
    *end = '\0';
    printf("{\"seq\":%" PRId64 ",\"entries\":[{\"outcome\":", seq);
    step(call);
    if (shows) { putchar(','); snapshot(); }
    puts("}],\"more\":true}"), fflush(stdout);
  }
  printf("{\"seq\":%" PRId64 ",\"entries\":[]}\n", seq);
}

/* Everything but a trace; false after the last message. */
static int other(int64_t seq, char *line, const char *kind) {
  printf("{\"seq\":%" PRId64 ",", seq);
  if (strcmp(kind, "hello") == 0) {
    printf("\"protocol\":1,\"traces\":true,\"longest\":%d,\"body\":{\"name\":\"mine\",\"version\":\"0\","
           "\"generations\":[" CLAIMS "],\"shows\":[" SHOWS "],\"calls\":[" CALLS "]}", LONGEST);
  } else if (strcmp(kind, "look") == 0) snapshot();
  else if (strcmp(kind, "reset") == 0 || strcmp(kind, "step") == 0 || strcmp(kind, "stop") == 0) {
    fputs("\"outcome\":", stdout);
    if (strcmp(kind, "step") == 0) step(strstr(line, "\"step\":{")); else done();
    if (strcmp(kind, "reset") == 0) reset(line);
  } else printf("\"error\":\"unknown-kind\",\"message\":\"%s\"", kind);
  puts("}");
  return strcmp(kind, "stop") != 0;
}

int main(void) {
  static char line[LONGEST + 1], kind[NAME];
  int more = 1;
  while (more && fgets(line, sizeof line, stdin) != NULL) {
    int64_t seq = number(line, "seq");
    if (strcmp(name(line, "kind", kind), "trace") == 0) trace(seq, line);
    else more = other(seq, line, kind);
    fflush(stdout);
  }
  return 0;
}

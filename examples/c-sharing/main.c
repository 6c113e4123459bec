/* A simulator of map-shared-pt that speaks the protocol of ptshare (docs/protocol.md) over its standard input and output. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "message.h"
#include "show.h"
#include "step.h"

enum { LONGEST = 1 << 20 };

static struct show asked(const char *line) {
  return (struct show){has(line, "show", "tables"), has(line, "show", "tlb"), has(line, "show", "caches"), has(line, "show", "counts")};
}

static void print_outcome(struct outcome outcome) {
  switch (outcome.kind) {
    case DONE: fputs("{\"result\":\"done\"}", stdout); return;
    case DONE_AT: printf("{\"result\":\"done\",\"addr\":\"0x%" PRIx64 "\"}", outcome.value); return;
    case DONE_WITH: printf("{\"result\":\"done\",\"value\":%" PRIu64 "}", outcome.value); return;
    case REFUSED: printf("{\"result\":\"refused\",\"errno\":\"%s\"}", outcome.name); return;
    case UNSUPPORTED: printf("{\"result\":\"unsupported\",\"what\":\"%s\"}", outcome.name); return;
    case FAULT: printf("{\"result\":\"fault\",\"signal\":\"%s\",\"code\":\"%s\"}", outcome.name[0] == 'B' ? "SIGBUS" : "SIGSEGV", outcome.name); return;
    case SHOWN:
      fputs("{\"result\":\"done\",\"snapshot\":", stdout);
      show_snapshot((struct show){true, true, true, true});
      putchar('}');
  }
}

/* One line for each step, flushed, so that it is known how far a crash let it come. */
static void trace(uint64_t seq, char *line) {
  struct outcome outcome = world_reset(line);
  struct show show = asked(line);
  if (outcome.kind != DONE) {
    printf("{\"seq\":%" PRIu64 ",\"outcome\":", seq);
    print_outcome(outcome);
    puts("}");
    return;
  }
  char *end, *call = strstr(line, "\"steps\":[");
  for (; call != NULL && (call = strchr(call, '{')) != NULL && (end = strchr(call, '}')) != NULL; call = end + 1) {
    *end = '\0';
    printf("{\"seq\":%" PRIu64 ",\"entries\":[{\"outcome\":", seq);
    print_outcome(world_step(call));
    if (show.tables || show.tlb || show.caches || show.counts) {
      fputs(",\"snapshot\":", stdout);
      show_snapshot(show);
    }
    puts("}],\"more\":true}");
    fflush(stdout);
  }
  printf("{\"seq\":%" PRIu64 ",\"entries\":[]}\n", seq);
}

static void hello(uint64_t seq, const char *line) {
  if (number(line, "oldest") > 1) {
    printf("{\"seq\":%" PRIu64 ",\"error\":\"no-common-protocol\"}\n", seq);
    return;
  }
  printf("{\"seq\":%" PRIu64 ",\"protocol\":1,\"body\":{\"name\":\"c-sharing\",\"version\":\"1\",\"generations\":[\"map-shared-pt\"],"
         "\"shows\":[\"tables\",\"tlb\",\"caches\",\"counts\",\"table-bytes\",\"present\"]},\"traces\":true,\"longest\":%d}\n", seq, LONGEST);
}

static void look(uint64_t seq, const char *line) {
  printf("{\"seq\":%" PRIu64 ",\"snapshot\":", seq);
  show_snapshot(asked(line));
  puts("}");
}

/* False after the last message. */
static bool answer(char *line) {
  char kind[STRING];
  uint64_t seq = number(line, "seq");
  string(line, "kind", kind);
  if (strcmp(kind, "hello") == 0) hello(seq, line);
  else if (strcmp(kind, "trace") == 0) trace(seq, line);
  else if (strcmp(kind, "look") == 0) look(seq, line);
  else if (strcmp(kind, "reset") == 0 || strcmp(kind, "step") == 0 || strcmp(kind, "stop") == 0) {
    struct outcome outcome = kind[0] == 'r' ? world_reset(line) : kind[2] == 'e' ? world_step(strstr(line, "\"step\":{")) : done();
    printf("{\"seq\":%" PRIu64 ",\"outcome\":", seq);
    print_outcome(outcome);
    puts("}");
  } else printf("{\"seq\":%" PRIu64 ",\"error\":\"unknown-kind\"}\n", seq);
  return strcmp(kind, "stop") != 0;
}

int main(void) {
  static char line[LONGEST + 1], out[1 << 16];
  setvbuf(stdout, out, _IOFBF, sizeof out);
  bool more = true;
  while (more && fgets(line, sizeof line, stdin) != NULL) {
    more = answer(line);
    fflush(stdout);
  }
  return 0;
}

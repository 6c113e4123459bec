#include "message.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *find(const char *text, const char *key) {
  char name[STRING];
  int length = snprintf(name, sizeof name, "\"%s\":", key);
  const char *at = strstr(text, name);
  return at == NULL ? NULL : at + length;
}

uint64_t number(const char *text, const char *key) {
  const char *at = find(text, key);
  return at == NULL ? 0 : strtoull(at, NULL, 10);
}

uint64_t hex(const char *text, const char *key) {
  const char *at = find(text, key);
  return at == NULL ? 0 : strtoull(at + 1, NULL, 16);
}

const char *quoted(const char *text, char into[STRING]) {
  const char *start = strchr(text, '"'), *end = start == NULL ? NULL : strchr(start + 1, '"');
  into[0] = '\0';
  if (end == NULL || end - start > STRING) return NULL;
  memcpy(into, start + 1, (size_t)(end - start - 1));
  into[end - start - 1] = '\0';
  return end + 1;
}

char *string(const char *text, const char *key, char into[STRING]) {
  const char *at = find(text, key);
  into[0] = '\0';
  if (at != NULL) quoted(at, into);
  return into;
}

bool has(const char *text, const char *key, const char *flag) {
  char name[STRING];
  const char *list = find(text, key), *end = list == NULL ? NULL : strchr(list, ']');
  snprintf(name, sizeof name, "\"%s\"", flag);
  const char *at = list == NULL ? NULL : strstr(list, name);
  return at != NULL && at < end;
}

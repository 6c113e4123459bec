/* Reading a message. The protocol promises that there are no blanks, no escapes and no object in a step, so that searching
 * is enough. */
#ifndef MESSAGE_H
#define MESSAGE_H
#include <stdbool.h>
#include <stdint.h>

enum { STRING = 128 }; /* room for any string in a message */

const char *find(const char *text, const char *key); /* what stands behind "key": or NULL */
uint64_t number(const char *text, const char *key);  /* decimal; 0 where the key is not there */
uint64_t hex(const char *text, const char *key);     /* likewise */
const char *quoted(const char *text, char into[STRING]);              /* the next string; gives what stands behind it, or NULL */
char *string(const char *text, const char *key, char into[STRING]);   /* empty where the key is not there */
bool has(const char *text, const char *key, const char *flag);        /* does the list hold the flag? */
#endif

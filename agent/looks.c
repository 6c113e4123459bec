/* SPDX-License-Identifier: Apache-2.0 */
/* What /proc tells: presence of a page for everybody; kernel addresses for the harness around a virtual machine. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "agent.h"

/* False where it cannot be told. */
static bool entry_of(pid_t pid, uint64_t address, uint64_t *entry)
{
	char path[40];
	ssize_t n;
	int fd;

	*entry = 0;
	snprintf(path, sizeof(path), "/proc/%d/pagemap", (int)pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	n = pread(fd, entry, sizeof(*entry), (off_t)(address / 4096 * 8));
	close(fd);
	/* Beyond user space there is nothing to read, and nothing present. */
	return n >= 0;
}

/* 1 or 0, or -1 where it cannot be told. Bit 63 of an entry needs no rights over one's own children. */
int look_present(pid_t pid, uint64_t address)
{
	uint64_t entry;

	return entry_of(pid, address, &entry) ? (int)(entry >> 63) : -1;
}

/* The number of the physical page needs rights; without them it is 0. */
static void put_frame(struct piece message, char *answer, size_t size)
{
	char name[NAME_BYTES];
	struct process *process = json_text(message, "process", name, sizeof(name)) ? process_find(name) : NULL;
	uint64_t address = 0, entry = 0;

	json_hex(message, "addr", &address);
	if (process != NULL && entry_of(process->pid, address, &entry) && entry >> 63 != 0)
		entry &= (1UL << 55) - 1;
	else
		entry = 0;
	snprintf(answer, size, "\"frame\":\"0x%lx\"", entry);
}

/* Finds names in /proc/kallsyms in one pass; those that are not there stay 0. */
static void find_symbols(char names[][NAME_BYTES], uint64_t *at, int count)
{
	static char text[65536 + 512];
	size_t have = 0;
	ssize_t n;
	int fd = open("/proc/kallsyms", O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	while ((n = read(fd, text + have, 65536)) > 0) {
		char *line = text, *end;

		have += n;
		while ((end = memchr(line, '\n', text + have - line)) != NULL) {
			/* 16 digits, a blank, a letter, a blank, the name. */
			for (int i = 0; i < count && end - line > 19; i++)
				if ((size_t)(end - line - 19) == strlen(names[i]) && memcmp(line + 19, names[i], end - line - 19) == 0)
					at[i] = strtoull(line, NULL, 16);
			line = end + 1;
		}
		have -= line - text;
		memmove(text, line, have);
	}
	close(fd);
}

static void put_symbols(struct piece message, char *answer, size_t size)
{
	struct piece list = json_inner(message, "names");
	char names[8][NAME_BYTES];
	uint64_t at[8] = { 0 };
	int count = 0;
	size_t used;

	while (count < 8 && json_next_string(&list, names[count], NAME_BYTES))
		count++;
	find_symbols(names, at, count);
	used = snprintf(answer, size, "\"symbols\":[");
	for (int i = 0; i < count && used < size; i++)
		used += snprintf(answer + used, size - used, "%s\"0x%lx\"", i == 0 ? "" : ",", at[i]);
	snprintf(answer + used, size - used, "]");
}

/* Eight bytes of kernel memory, by way of the ELF headers of /proc/kcore. */
static bool read_kernel(uint64_t address, uint64_t *value)
{
	unsigned char header[4096];
	uint64_t table;
	uint16_t count;
	bool found = false;
	int fd = open("/proc/kcore", O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return false;
	if (pread(fd, header, sizeof(header), 0) >= 64) {
		memcpy(&table, header + 32, 8);
		memcpy(&count, header + 56, 2);
		for (int i = 0; i < count && !found && table + 56 * (i + 1) <= sizeof(header); i++) {
			uint64_t offset, start, length;

			memcpy(&offset, header + table + 56 * i + 8, 8);
			memcpy(&start, header + table + 56 * i + 16, 8);
			memcpy(&length, header + table + 56 * i + 40, 8);
			if (address >= start && address - start < length)
				found = pread(fd, value, 8, (off_t)(offset + address - start)) == 8;
		}
	}
	close(fd);
	return found;
}

static void put_pids(char *answer, size_t size)
{
	size_t used = snprintf(answer, size, "\"pids\":{");
	const char *comma = "";

	for (int i = 0; i < PROCESSES; i++) {
		const struct process *process = process_at(i);

		if (process == NULL || process->pid == 0 || used >= size)
			continue;
		used += snprintf(answer + used, size - used, "%s\"%s\":%d", comma, process->name, (int)process->pid);
		comma = ",";
	}
	snprintf(answer + used, size - used, "}");
}

/* What a process has mapped: before its first step, the program's own memory. */
static void put_maps(struct piece message, char *answer, size_t size)
{
	static char text[16384];
	char name[NAME_BYTES], path[40];
	struct process *process = json_text(message, "process", name, sizeof(name)) ? process_find(name) : NULL;
	size_t have = 0, used = snprintf(answer, size, "\"maps\":[");
	const char *comma = "";
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/maps", process == NULL ? 0 : (int)process->pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	while (fd >= 0 && have < sizeof(text) - 1 && (n = read(fd, text + have, sizeof(text) - 1 - have)) > 0)
		have += n;
	if (fd >= 0)
		close(fd);
	text[have] = '\0';
	for (char *line = text, *end; (end = strchr(line, '\n')) != NULL && used < size - 64; line = end + 1) {
		char *dash;
		uint64_t from = strtoull(line, &dash, 16), to = strtoull(dash + 1, NULL, 16);

		used += snprintf(answer + used, size - used, "%s\"0x%lx\",\"0x%lx\"", comma, from, to);
		comma = ",";
	}
	snprintf(answer + used, size - used, "]");
}

/* The kernel crashes, as if by a fault of its own: how the harness is tried. */
static void crash(void)
{
	int fd = open("/proc/sysrq-trigger", O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	if (write(fd, "c", 1) < 0) { /* then it lives on, and the answer says that it could not be told */
	}
	close(fd);
}

/* From its next call on the process does not answer, as if it did not come back: how the harness is tried. */
static void put_hang(struct piece message, char *answer, size_t size)
{
	char name[NAME_BYTES];
	struct process *process = json_text(message, "process", name, sizeof(name)) ? process_find(name) : NULL;
	bool stopped = process != NULL && process->pid > 0 && kill(process->pid, SIGSTOP) == 0;

	snprintf(answer, size, "\"hangs\":%s", stopped ? "true" : "false");
}

static void put_withheld(struct piece message, char *answer, size_t size)
{
	numbers_withhold(json_inner(message, "calls"), json_number(message, "claimed", 0) != 0);
	snprintf(answer, size, "\"withheld\":true");
}

void look_private(struct piece message, char *answer, size_t size)
{
	char about[32] = "";
	uint64_t address = 0, value = 0;

	json_text(message, "about", about, sizeof(about));
	if (strcmp(about, "pids") == 0)
		put_pids(answer, size);
	else if (strcmp(about, "symbols") == 0)
		put_symbols(message, answer, size);
	else if (strcmp(about, "frame") == 0)
		put_frame(message, answer, size);
	else if (strcmp(about, "maps") == 0)
		put_maps(message, answer, size);
	else if (strcmp(about, "withhold") == 0)
		put_withheld(message, answer, size);
	else if (strcmp(about, "hang") == 0)
		put_hang(message, answer, size);
	else if (strcmp(about, "crash") == 0 && getppid() == 0)
		crash();
	else if (strcmp(about, "memory") == 0 && json_hex(message, "addr", &address) && read_kernel(address, &value))
		snprintf(answer, size, "\"memory\":\"0x%lx\"", value);
	else
		snprintf(answer, size, "\"error\":\"internal\",\"message\":\"this cannot be asked, or not be told\"");
}

/* SPDX-License-Identifier: Apache-2.0 */
/* The agent as a program on the kernel underneath: its options, and folders that are gone when it is. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/vfs.h>
#include <unistd.h>
#include "agent.h"

#define HUGETLBFS_MAGIC 0x958458f6
#define LEAST_ROOM (64UL << 20)

/* Made for this run, and deleted after it. */
static char folder[PATH_BYTES - NAME_BYTES - 1], huge_folder[PATH_BYTES - NAME_BYTES - 1];

/*
 * --flag 0x200000: the value of MAP_SHARED_PT; --hugetlbfs /mnt/huge: where there are huge pages; --nr_mshare 451 and the like: numbers
 * of calls (numbers.c). False where there are other words.
 */
static bool take_options(int argc, char **argv, const char **huge)
{
	for (int i = 1; i < argc; i += 2) {
		if (i + 1 == argc)
			return false;
		if (strcmp(argv[i], "--flag") == 0)
			world_shared_pt_flag(strtoul(argv[i + 1], NULL, 0));
		else if (strcmp(argv[i], "--hugetlbfs") == 0)
			*huge = argv[i + 1];
		else if (strncmp(argv[i], "--", 2) != 0 || !number_set(argv[i] + 2, argv[i + 1]))
			return false;
	}
	return true;
}

static bool is_hugetlbfs(const char *mount)
{
	struct statfs about;

	if (statfs(mount, &about) == 0 && about.f_type == HUGETLBFS_MAGIC)
		return true;
	fprintf(stderr, "ptshare-agent: %s is no hugetlbfs\n", mount);
	return false;
}

/* A store to a file that has no room is a SIGBUS, which would be held against the kernel. */
static bool has_room(const char *parent)
{
	struct statfs about;

	return access(parent, W_OK) == 0 && statfs(parent, &about) == 0 &&
	       (uint64_t)about.f_bavail * (uint64_t)about.f_bsize >= LEAST_ROOM;
}

/* Folders of agents that were killed. Those of other users stay, for they cannot be deleted. */
static void sweep(const char *parent)
{
	DIR *dir = opendir(parent);
	struct dirent *entry;
	int pid, length;

	if (dir == NULL)
		return;
	while ((entry = readdir(dir)) != NULL) {
		char path[PATH_BYTES];

		if (sscanf(entry->d_name, "ptshare-%d-%n", &pid, &length) != 1 || kill(pid, 0) == 0 || errno != ESRCH)
			continue;
		snprintf(path, sizeof(path), "%s/%.100s/.mshare", parent, entry->d_name);
		rmdir(path);
		*strrchr(path, '/') = '\0';
		clear_folder(path);
		rmdir(path);
	}
	closedir(dir);
}

static bool make_folder(const char *parent, char *own, size_t size)
{
	sweep(parent);
	snprintf(own, size, "%.100s/ptshare-%d-XXXXXX", parent, (int)getpid());
	if (mkdtemp(own) != NULL)
		return true;
	fprintf(stderr, "ptshare-agent: %s: %s\n", own, strerror(errno));
	own[0] = '\0';
	return false;
}

bool native_begin(int argc, char **argv)
{
	const char *parent = getenv("TMPDIR"), *huge = NULL;

	if (!take_options(argc, argv, &huge)) {
		fprintf(stderr, "usage: ptshare-agent [--flag 0x200000] [--hugetlbfs /mnt/huge] [--nr_mshare 451] ...\n");
		return false;
	}
	if (huge != NULL && !(is_hugetlbfs(huge) && make_folder(huge, huge_folder, sizeof(huge_folder))))
		return false;
	/* Memory, where it can be: disk file systems write back behind one's back. */
	if (has_room("/dev/shm"))
		parent = "/dev/shm";
	else if (parent == NULL)
		parent = "/tmp";
	if (!has_room(parent)) {
		fprintf(stderr, "ptshare-agent: neither /dev/shm nor %s has 64 MiB that can be used\n", parent);
		native_end();
		return false;
	}
	if (!make_folder(parent, folder, sizeof(folder))) {
		native_end();
		return false;
	}
	world_at(folder, huge_folder);
	/* What is mounted there is nobody else's business. */
	msharefs_at(folder, unshare(CLONE_NEWNS) == 0 && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0);
	return true;
}

void native_end(void)
{
	if (folder[0] != '\0')
		rmdir(folder);
	if (huge_folder[0] != '\0')
		rmdir(huge_folder);
}

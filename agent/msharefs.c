/* SPDX-License-Identifier: Apache-2.0 */
/* msharefs, as a trace has it: a place where nobody has mounted it before the first step. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "agent.h"

/* Where a kernel that has it makes a folder for it. */
#define OFFICIAL "/sys/fs/mshare"
/* Uses of one name, and mounts over one another, that are taken back at the end of a trace. */
#define MOST 64

static char own_place[PATH_BYTES - NAME_BYTES - 1];
static bool may_mount;

bool msharefs_mounts(void)
{
	return may_mount;
}

const char *msharefs_place(void)
{
	return access(OFFICIAL, F_OK) == 0 ? OFFICIAL : own_place;
}

bool msharefs_is_known(void)
{
	char text[4096];
	int fd = open("/proc/filesystems", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);

	if (fd >= 0)
		close(fd);
	text[n > 0 ? n : 0] = '\0';
	return strstr(text, "\tmsharefs\n") != NULL;
}

/* In a mount namespace of our own, where it is nobody else's. False where nothing is mounted there. */
static bool take_away(void)
{
	return umount2(msharefs_place(), MNT_DETACH | UMOUNT_NOFOLLOW) == 0;
}

void msharefs_at(const char *folder, bool mounts)
{
	snprintf(own_place, sizeof(own_place), "%.100s/.mshare", folder);
	may_mount = mounts;
	for (int i = 0; may_mount && i < MOST && take_away(); i++)
		;
}

/* Where there is one instance for all mounts, names outlive them. */
static void drop_names(void)
{
	long unlink_number = number_is_withheld("mshare_unlink") ? -1 : number_find("mshare_unlink");

	const char *name;

	for (int i = 0; (name = names_next(IN_MSHAREFS, &i)) != NULL;) {
		char path[PATH_BYTES];

		snprintf(path, sizeof(path), "%s/%s", msharefs_place(), name);
		if (strcmp(name, "mshare_info") == 0 || unlink(path) == 0 || unlink_number < 0)
			continue;
		for (int uses = 0; uses < MOST && access(path, F_OK) == 0; uses++)
			syscall(unlink_number, name);
	}
}

void msharefs_clear(void)
{
	int first = 0;

	if (!may_mount || names_next(IN_MSHAREFS, &first) == NULL)
		return;
	for (int i = 0; i < MOST; i++) {
		drop_names();
		if (!take_away())
			break;
	}
	rmdir(own_place);
}

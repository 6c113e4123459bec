/* SPDX-License-Identifier: Apache-2.0 */
/* The agent as the first process of a virtual machine: file systems, drivers, and the channel to the host. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>
#include "agent.h"

/* With the last error, to the console, where the harness looks. It is quiet: what is no error is not printed. */
static void say(const char *what, const char *more)
{
	char line[256];
	int error = errno;
	int fd = open("/dev/kmsg", O_WRONLY | O_CLOEXEC);
	int n = snprintf(line, sizeof(line), "<3>ptshare-agent: %s %s: %s\n", what, more, strerror(error));

	if (fd < 0)
		return;
	if (write(fd, line, n) < 0) { /* then nobody reads it */
	}
	close(fd);
}

static void attach(const char *type, const char *at)
{
	mkdir(at, 0755);
	if (mount(type, at, type, 0, NULL) < 0)
		say("cannot mount", type);
}

/* /modules/order names the drivers in the order in which they need one another, each with its parameters behind a blank. */
static void load_drivers(void)
{
	char list[4096], *name, *rest = list;
	ssize_t n;
	int fd = open("/modules/order", O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	n = read(fd, list, sizeof(list) - 1);
	close(fd);
	list[n > 0 ? n : 0] = '\0';
	while ((name = strsep(&rest, "\n")) != NULL) {
		char path[PATH_BYTES];
		char *parameters = name;
		int file;

		if (*name == '\0')
			continue;
		strsep(&parameters, " ");
		snprintf(path, sizeof(path), "/modules/%s", name);
		file = open(path, O_RDONLY | O_CLOEXEC);
		if (file < 0 || (syscall(SYS_finit_module, file, parameters == NULL ? "" : parameters, 0) < 0 && errno != EEXIST))
			say("cannot load", name);
		if (file >= 0)
			close(file);
	}
}

/* The word behind `key=` on the kernel's command line. */
static bool option(const char *key, char *out, size_t size)
{
	char line[4096], *at;
	int fd = open("/proc/cmdline", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, line, sizeof(line) - 1);

	if (fd >= 0)
		close(fd);
	if (n < 0)
		return false;
	line[n] = '\0';
	at = strstr(line, key);
	if (at == NULL)
		return false;
	at += strlen(key);
	snprintf(out, size, "%.*s", (int)strcspn(at, " \n"), at);
	return true;
}

static void make_raw(int fd)
{
	struct termios settings;

	if (tcgetattr(fd, &settings) < 0)
		return;
	cfmakeraw(&settings);
	settings.c_cflag |= CLOCAL | CREAD;
	tcsetattr(fd, TCSANOW, &settings);
}

int guest_begin(void)
{
	char channel[64] = "/dev/ttyS1", flag[32];
	int fd = -1;

	attach("proc", "/proc");
	attach("devtmpfs", "/dev");
	attach("sysfs", "/sys");
	attach("tmpfs", "/files");
	attach("hugetlbfs", "/huge");
	load_drivers();
	option("ptshare.channel=", channel, sizeof(channel));
	if (option("ptshare.flag=", flag, sizeof(flag)))
		world_shared_pt_flag(strtoul(flag, NULL, 0));
	for (int i = 0; i < NUMBERS; i++) {
		char key[64];

		snprintf(key, sizeof(key), "ptshare.%s=", number_option(i));
		if (option(key, flag, sizeof(flag)))
			number_set(number_option(i), flag);
	}
	/* The port appears a little after its driver. */
	for (int tries = 0; fd < 0 && tries < 2500; tries++) {
		fd = open(channel, O_RDWR | O_NOCTTY | O_CLOEXEC);
		if (fd < 0)
			usleep(2000);
	}
	if (fd < 0) {
		say("no channel", channel);
		guest_end();
	}
	make_raw(fd);
	world_at("/files", "/huge");
	msharefs_at("/", true);
	/* What is sent over a serial line before it is open is lost. An empty line says that it is. */
	if (write(fd, "\n", 1) < 0)
		say("cannot write to", channel);
	return fd;
}

void guest_end(void)
{
	sync();
	/* Which ends QEMU: there is nobody to switch the power off without ACPI. */
	reboot(RB_AUTOBOOT);
	for (;;)
		pause();
}

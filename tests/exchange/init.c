/* First program of a machine: runs all programs in /tests, tells how each ended, and ends the machine. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static void run(const char *name)
{
	char path[300];
	int status;
	pid_t pid;

	snprintf(path, sizeof(path), "/tests/%s", name);
	printf("begin %s\n", name);
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		execl(path, path, "-v", NULL);
		_exit(127);
	}
	waitpid(pid, &status, 0);
	printf("end %s %d\n", name, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	fflush(stdout);
}

/* Where there is one. */
static void load(const char *path)
{
	int file = open(path, O_RDONLY);

	if (file >= 0 && syscall(SYS_finit_module, file, "", 0) < 0)
		perror(path);
}

int main(void)
{
	struct dirent *entry;
	DIR *tests;

	mkdir("/proc", 0755);
	mkdir("/sys", 0755);
	mount("proc", "/proc", "proc", 0, NULL);
	mount("sysfs", "/sys", "sysfs", 0, NULL);
	load("/module.ko");
	tests = opendir("/tests");
	while (tests && (entry = readdir(tests)) != NULL)
		if (entry->d_name[0] != '.')
			run(entry->d_name);
	tcdrain(1);
	reboot(RB_AUTOBOOT);
	return 0;
}

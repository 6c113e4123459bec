static const char *lacking(void)
{
	int fd;

	if (__NR_mshare_create < 0 || __NR_mshare_attach < 0 || __NR_mshare_map < 0)
		return "mshare_create() and its set have no numbers here (see -D__NR_mshare_create)";
	fd = syscall(__NR_mshare_create, 0);
	if (fd < 0)
		return errno == ENOSYS ? "this kernel has no mshare_create()" : "mshare_create() makes no region";
	return ftruncate(fd, P4D_BYTES) < 0 ? "what mshare_create() gives cannot be sized" : NULL;
}

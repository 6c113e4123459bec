static const char *lacking(void)
{
	void *at = (void *)(8 * TOP_BYTES);
	int mapped = mmap(at, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED | MAP_ANONYMOUS, -1, 0) == at;

	if (!mapped || syscall(__NR_mshare, "trial", at, TOP_BYTES, O_RDWR | O_CREAT | O_EXCL, 0600) < 0)
		return "the system call of the number that mshare() has here does not make a region (see -D__NR_mshare)";
	if (access(PLACE "/trial", F_OK) < 0)
		return "the system call of the number that mshare() has here makes no name in msharefs";
	syscall(__NR_mshare_unlink, "trial");
	return NULL;
}

static const char *lacking(void)
{
	int fd = open(PLACE "/trial", O_RDWR | O_CREAT | O_EXCL, 0600);
	void *at = (void *)(8 * TOP_BYTES), *window;

	if (fd < 0)
		return "msharefs here makes no files by O_CREAT";
	window = mmap(at, TOP_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED | MAP_NORESERVE, fd, 0);
	if (window == MAP_FAILED) {
		unlink(PLACE "/trial");
		return "msharefs here does not begin a region by mmap";
	}
	munmap(window, TOP_BYTES);
	unlink(PLACE "/trial");
	return NULL;
}

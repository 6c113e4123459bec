static const char *lacking(void)
{
	struct mshare_unmap unmap = { .size = 4096 };
	int fd = open(PLACE "/trial", O_RDWR | O_CREAT | O_EXCL, 0600);

	if (fd < 0)
		return "msharefs here makes no files by O_CREAT";
	unlink(PLACE "/trial");
	if (ftruncate(fd, P4D_BYTES) < 0)
		return "msharefs here does not size a region by ftruncate";
	if (ioctl(fd, MSHAREFS_UNMAP, &unmap) < 0 && errno == ENOTTY)
		return "msharefs here has no MSHAREFS_UNMAP";
	return NULL;
}

/* By effect: is a page that a parent touches after a fork present in its child at once? */
#define PROBE_AT 0x10000000000UL
#define PROBE_BYTES (2UL << 20)
/* Too far from the first page to be mapped along with it. */
#define PROBE_FAR (PROBE_AT + (1UL << 20))

static bool shares_tables(void)
{
	int file = make_file("probe", PROBE_BYTES, false);
	struct outcome seen;
	int fd;

	spawn(PROBE_A);
	fd = number_of(ask(PROBE_A, 0, REQUEST(OPEN, file, O_RDWR)));
	ask(PROBE_A, 0, REQUEST(MMAP, PROBE_AT, PROBE_BYTES, PROT_READ | PROT_WRITE,
				MAP_SHARED | MAP_SHARED_PT | MAP_FIXED, fd, 0));
	if (ask(PROBE_A, 0, REQUEST(STORE, PROBE_AT, 1)).kind != NUMBER)
		skip_all("a file cannot be mapped at the address of the probe");
	ask(PROBE_A, 0, REQUEST(FORK, PROBE_B));
	ask(PROBE_B, 0, REQUEST(LOAD, PROBE_AT));
	ask(PROBE_A, 0, REQUEST(STORE, PROBE_FAR, 1));
	seen = ask(PROBE_B, 0, REQUEST(PRESENT, PROBE_FAR));
	ask(PROBE_B, 0, REQUEST(EXIT));
	ask(PROBE_A, 0, REQUEST(EXIT));
	close(file);
	return seen.kind == NUMBER && seen.number == 1;
}

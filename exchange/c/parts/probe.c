/* By effect: does one process's mprotect of a shared region reach the other's store? */
#define PROBE_AT 0x10000000000UL
#define PROBE_BYTES (2UL << 20)

static struct outcome map_probe(int who, int file)
{
	int fd = number_of(ask(who, 0, REQUEST(OPEN, file, O_RDWR)));

	ask(who, 0, REQUEST(MMAP, PROBE_AT, PROBE_BYTES, PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_SHARED_PT | MAP_FIXED, fd, 0));
	return ask(who, 0, REQUEST(STORE, PROBE_AT, 1));
}

static bool shares_tables(void)
{
	int file = make_file("probe", PROBE_BYTES, false);
	struct outcome seen;

	spawn(PROBE_A);
	spawn(PROBE_B);
	if (map_probe(PROBE_A, file).kind != NUMBER || map_probe(PROBE_B, file).kind != NUMBER)
		skip_all("a file cannot be mapped at the address of the probe");
	ask(PROBE_A, 0, REQUEST(MPROTECT, PROBE_AT, 4096, PROT_READ));
	seen = ask(PROBE_B, 0, REQUEST(STORE, PROBE_AT, 2));
	ask(PROBE_A, 0, REQUEST(EXIT));
	ask(PROBE_B, 0, REQUEST(EXIT));
	close(file);
	return seen.kind == SIGNAL;
}

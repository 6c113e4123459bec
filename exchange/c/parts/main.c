int main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "--worker") == 0) {
		read_sockets(argv[3]);
		learn_own_memory();
		work(atoi(argv[2]));
	}
	verbose = argc > 1 && strcmp(argv[1], "-v") == 0;
	printf("TAP version 13\n");
	learn_cpus();
	open_sockets();
	begin();
	printf("1..%d\n", TESTS);
	story();
	printf("# Totals: pass:%d fail:%d xfail:0 xpass:0 skip:%d error:0\n", passed, failed, skipped);
	finish(failed ? KSFT_FAIL : passed && sharing ? KSFT_PASS : KSFT_SKIP);
}

static void need_huge_pages(unsigned long count)
{
	unsigned long have = 0;
	FILE *pool = fopen("/sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages", "r");

	if (pool && fscanf(pool, "%lu", &have) != 1)
		have = 0;
	if (pool)
		fclose(pool);
	if (have < count)
		skip_all("the pool has not enough free huge pages of 2 MiB (see nr_hugepages)");
}

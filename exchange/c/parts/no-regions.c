/* There are none in this test. */
static struct outcome perform_region(const struct request *ask)
{
	(void)ask;
	return (struct outcome){ .kind = UNSEEN };
}

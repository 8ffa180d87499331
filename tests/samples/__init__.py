"""Files for the tests, made by code: ordinary ones, odd ones and hostile ones."""

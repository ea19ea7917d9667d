"""The families of cases, one file each: ``cases()`` lists frozen specs, ``load()`` makes the problem of one."""

#pragma once
#include <stdint.h>

/* Allocations of the calling thread since it started. Linking this library replaces malloc and its relatives. */
uint64_t allocation_count(void);

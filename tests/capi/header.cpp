/* The header in C++. */
#include "header.c"

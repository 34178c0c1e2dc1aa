/* make_synthetic OUT: the model that the tests run on. */
#include <stdio.h>

#include "synthetic.h"

int main(int argc, char **argv)
{
    if (argc != 2 || !synthetic_write(argv[1])) {
        fputs("make_synthetic: cannot write\n", stderr);
        return 1;
    }
    return 0;
}

"""compile.py FILE.sql... OUT.c: the files as strings that the program holds, named after them: sql_add, sql_query_who."""
import os
import sys


def main():
    *files, out = sys.argv[1:]
    lines = ['/* Made of src/ledger/sql by compile.py. */', '#include "ledger/sql.h"', '']
    for path in files:
        name = 'sql_' + os.path.basename(path)[:-len('.sql')].replace('-', '_')
        with open(path, 'rb') as f:
            text = f.read() + b'\0'
        lines.append('const char %s[] = {' % name) # no string: those of C may have 4,095 bytes
        lines += [', '.join(map(str, text[i:i + 32])) + ',' for i in range(0, len(text), 32)]
        lines.append('};')
    with open(out, 'w', encoding='utf-8') as f:
        f.write('\n'.join(lines) + '\n')


main()

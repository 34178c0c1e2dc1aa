"""compile_codes.py state_codes.tsv OUTPUT.c: the codes of ISO 3166 as C constants, declared in src/report/coded.h. Standard library only."""
import sys


def main():
    table, output = sys.argv[1:]
    with open(table, encoding='utf-8') as f:
        rows = [line.rstrip('\n').split('\t') for line in list(f)[2:]]
    assert rows == sorted(rows) and all([len(c) for c in row] in ([2, 3, 3], [2, 3, 0]) for row in rows)
    with open(output, 'w', encoding='utf-8') as f:
        f.write('#include "report/coded.h"\n\nconst struct coded_state coded_states[] = {\n')
        f.writelines('    {"%s", "%s", "%s"},\n' % tuple(row) for row in rows)
        f.write('};\nconst size_t coded_states_n = %d;\n' % len(rows))


if __name__ == '__main__':
    main()

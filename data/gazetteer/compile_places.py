"""compile_places.py FOLDER OUTPUT.c: towns and regions as C constants, declared in src/entity/geography_table.h. Standard library only."""
import sys

from compile import Pool, key, rows, split, write

THOUSANDS = 65535  # what a town's people, counted in thousands, fit into


def degrees(text):
    """Ten-thousandths of a degree."""
    whole, fraction = text.lstrip('-').split('.')
    return (-1 if text.startswith('-') else 1) * (int(whole) * 10000 + int(fraction))


def compile_regions(folder, pool):
    """(rows of regions, {(state, code): row}, rows of names). Row 0 of a state stands for towns of no region."""
    table, at, names = [], {}, set()
    for state, code, forms, latitude, longitude in rows(folder, 'regions'):
        at[state, code] = len(table)
        names |= {(key(form), len(table)) for form in split(forms) if key(form)}
        table.append('{"%s", true, %d, %d}' % (state, degrees(latitude), degrees(longitude)))
    for _, _, state, code, *_ in rows(folder, 'towns'):
        if (state, code) not in at and (state, '') not in at:
            at[state, ''] = len(table)
            table.append('{"%s", false, 0, 0}' % state)
    return table, at, sorted(names, key=lambda n: (n[0].encode(), n[1]))


def compile_towns(folder, at):
    """(rows of towns, [(key, row, an other name?)]): of one name the largest first. New York City is New York too."""
    table, names = [], {}
    for name, others, state, code, latitude, longitude, people in sorted(rows(folder, 'towns'), key=lambda r: -int(r[6])):
        region = at[(state, code) if (state, code) in at else (state, '')]
        for rank, form in enumerate([name, *split(others)]):
            if key(form):
                names.setdefault((key(form), len(table)), rank > 0 and form + ' City' != name)
        table.append('{%d, %d, %d, %d}' % (degrees(latitude), degrees(longitude), region, min(int(people) // 1000, THOUSANDS)))
    return table, sorted(((k, town, other) for (k, town), other in names.items()), key=lambda n: (n[0].encode(), n[2], n[1]))


def main():
    folder, output = sys.argv[1:]
    pool = Pool()
    regions, at, region_names = compile_regions(folder, pool)
    towns, town_names = compile_towns(folder, at)
    write(output, 'geography', pool, (
        ('geography_region', 'geography_regions', regions),
        ('geography_name', 'geography_region_names', ['{%d, %d, 0}' % (pool.add(k), row) for k, row in region_names]),
        ('geography_town', 'geography_towns', towns),
        ('geography_name', 'geography_town_names', ['{%d, %d, %d}' % (pool.add(k), row, other) for k, row, other in town_names])))


if __name__ == '__main__':
    main()

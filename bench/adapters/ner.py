"""ner.py INPUT > SYSTEM: names of people, organisations and places, for `score_misc.py names`."""
import sys

import ledgers

TYPES = {'person': 'PER', 'organisation': 'ORG', 'place': 'LOC'}


def main():
    documents = ledgers.lines(sys.argv[1])
    found = ledgers.read_texts(documents)
    ledgers.write({'id': d['id'], 'entities': [{'start': n['span'][0], 'end': n['span'][1], 'type': TYPES[n['kind']]}
                                               for n in found[d['id']]['names'] if n['kind'] in TYPES]
                   if d['id'] in found else []} for d in documents)


if __name__ == '__main__':
    main()

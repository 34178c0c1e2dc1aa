"""timex.py INPUT > SYSTEM: expressions of time with their values, for `score_timex.py`."""
import sys

import ledgers


def main():
    documents = ledgers.lines(sys.argv[1])
    for d in documents:
        d['published'] = d.get('published') or (d.get('dct') or {}).get('value')
    found = ledgers.read_texts(documents)
    ledgers.write({'id': d['id'], 'timexes': [{'start': t['span'][0], 'end': t['span'][1], 'type': t['type'], 'value': t['value']}
                                              for t in found[d['id']]['times']]
                   if d['id'] in found else []} for d in documents)


if __name__ == '__main__':
    main()

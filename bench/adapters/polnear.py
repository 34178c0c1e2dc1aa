"""polnear.py INPUT > SYSTEM: statements as attributions, for score_attribution.py."""
import sys

import ledgers


def attribution(statement):
    cue = statement['cue']
    return {'source': statement['source'] or [], 'cue': [cue] if cue else [], 'content': statement['content'] or []}


def main():
    documents = ledgers.lines(sys.argv[1])
    found = ledgers.read_texts(documents)
    rows = lambda ledger: [attribution(s) for s in ledger['statements'] + ledger['attributions'] if 'inside' not in s]
    ledgers.write({'id': d['id'], 'attributions': rows(found[d['id']]) if d['id'] in found else []} for d in documents)


if __name__ == '__main__':
    main()

"""polnear.py INPUT > SYSTEM: statements as attributions, for score_attribution.py."""
import sys

import ledgers


def attribution(statement):
    cue = statement['cue']
    return {'source': statement['source'] or [], 'cue': [cue] if cue else [], 'content': statement['content'] or []}


def join(rows):
    """PolNeAR has one attribution a cue, with all its voices as one source; culpa has a statement for each voice and each target."""
    by_cue, out = {}, []
    for row in rows:
        first = by_cue.setdefault(tuple(row['cue'][0]), row) if row['cue'] else row
        if first is row:
            out.append(row)
        elif first['source'] and row['source']:
            spans = first['source'] + row['source']
            first['source'] = [[min(s for s, _ in spans), max(e for _, e in spans)]]
    return out


def main():
    documents = ledgers.lines(sys.argv[1])
    found = ledgers.read_texts(documents)
    rows = lambda ledger: join([attribution(s) for s in ledger['statements'] + ledger['attributions'] if 'inside' not in s])
    ledgers.write({'id': d['id'], 'attributions': rows(found[d['id']]) if d['id'] in found else []} for d in documents)


if __name__ == '__main__':
    main()

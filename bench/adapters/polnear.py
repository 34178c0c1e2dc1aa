"""polnear.py INPUT > SYSTEM: statements as attributions, for score_attribution.py."""
import sys

import ledgers


def attribution(statement):
    cue = statement['cue']
    return {'source': statement['source'] or [], 'cue': [cue] if cue else [], 'content': statement['content'] or []}


def join(rows):
    """PolNeAR has one attribution a cue, with all its voices as one source and all its paragraphs as one content; culpa has a statement for
    each voice, each target and each paragraph, those without the cue under the source of the one that has it."""
    by_cue, by_source, out = {}, {}, []
    for row in rows:
        if row['cue'] and row['source']:
            by_source.setdefault(tuple(row['source'][0]), row)
    for row in rows:
        first = by_cue.setdefault(tuple(row['cue'][0]), row) if row['cue'] else by_source.get(tuple((row['source'] or [()])[0]), row)
        if first is row:
            out.append(row)
        elif not row['cue']:
            first['content'] = sorted(first['content'] + row['content'])
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

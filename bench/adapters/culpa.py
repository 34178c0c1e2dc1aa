"""culpa.py INPUT > SYSTEM: reports as ledgers, for score_ledger.py. The lines are what `culpa read --json` writes, under the id of the input."""
import sys

import ledgers

FIELDS = ('id', 'title', 'published', 'url', 'outlet')


def report(line):
    """The input for culpa of a line that keeps its id, title and so on under `document`."""
    document = line.get('document', {})
    return {**{k: document[k] for k in FIELDS if k in document}, **{k: line[k] for k in FIELDS if k in line}, 'text': line['text']}


def main():
    reports = [report(line) for line in ledgers.lines(sys.argv[1])]
    found = ledgers.read_texts(reports)
    ledgers.write(found[r['id']] for r in reports if r['id'] in found)


if __name__ == '__main__':
    main()

"""check_pages.py CULPA FOLDER: each FOLDER/NAME.html against FOLDER/NAME.json, which holds what `culpa text --json` must say.

"text" is a list of the paragraphs, "furniture" a list of [kind, text]; members of the document that NAME.json lacks must be absent.
With --update as third argument the expected files are written anew: read the difference before it is committed."""
import json
import os
import subprocess
import sys


def describe(document):
    data = document['text'].encode()
    known = {k: document[k] for k in ('title', 'byline', 'outlet', 'published', 'url', 'language') if k in document}
    for block in document['blocks']:
        start, end = block['source']
        assert start <= end, 'a block lies backwards in its page'
    furniture = [[f['kind'], data[slice(*f['span'])].decode()] for f in document.get('furniture', [])]
    return dict(known, text=[data[slice(*b['span'])].decode() for b in document['blocks']], furniture=furniture)


def main():
    culpa, folder, update = sys.argv[1], sys.argv[2], sys.argv[3:] == ['--update']
    names = sorted(n[:-5] for n in os.listdir(folder) if n.endswith('.html'))
    failed = not names
    for name in names:
        path = os.path.join(folder, name)
        done = subprocess.run([culpa, 'text', '--json', path + '.html'], stdout=subprocess.PIPE, check=True)
        got = describe(json.loads(done.stdout))
        if update:
            with open(path + '.json', 'w', encoding='utf-8') as f:
                json.dump(got, f, ensure_ascii=False, indent=1)
                f.write('\n')
        with open(path + '.json', encoding='utf-8') as f:
            want = json.load(f)
        for key in sorted(set(got) | set(want)):
            if got.get(key) != want.get(key):
                failed = True
                print('%s: %s\n  got  %r\n  want %r' % (name, key, got.get(key), want.get(key)))
    print('%d pages' % len(names))
    sys.exit(failed)


if __name__ == '__main__':
    main()

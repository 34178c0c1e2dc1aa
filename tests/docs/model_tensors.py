"""model_tensors.py MODEL.safetensors MODEL.md: the table of tensors in the model card is that of the file. N in a name is a
number. Status 77 (skipped) where there is no model file."""
import json
import os
import re
import struct
import sys


def in_file(path):
    with open(path, 'rb') as f:
        header = json.loads(f.read(struct.unpack('<Q', f.read(8))[0]))
    header.pop('__metadata__', None)
    return {name: (t['dtype'], ' x '.join(map(str, t['shape']))) for name, t in header.items()}


def in_card(path):
    with open(path, encoding='utf-8') as f:
        rows = re.findall(r'^\| (`[^|]*`) \| (U8|I8|F32) \| ([\d x]+) \|$', f.read(), re.M)
    return {name: (kind, shape) for names, kind, shape in rows for name in re.findall('`([^`]+)`', names)}


def main():
    model, card = sys.argv[1:]
    if not os.path.exists(model):
        print('no model file')
        sys.exit(77)
    tensors, listed, wrong, used = in_file(model), in_card(card), 0, set()
    for name, found in sorted(tensors.items()):
        entry = name if name in listed else re.sub(r'\.\d+\.', '.N.', name)
        used.add(entry)
        if listed.get(entry) != found:
            wrong += 1
            print('%s is %s in the file, %s in the card' % (name, found, listed.get(entry)))
    for name in sorted(listed.keys() - used):
        wrong += 1
        print('%s is in the card alone' % name)
    print('%d tensors, %d names in the card' % (len(tensors), len(listed)))
    sys.exit(bool(wrong))


if __name__ == '__main__':
    main()

"""Joins our name marks (`corpus/names/*.tsv`, without texts) and the sentences of UD English EWT to an IOB file.

    python names.py --marks ../corpus/names/ewt-train.tsv --texts ../../shared/data/clean/ewt/en_ewt-ud-train.conllu \\
        --out prepared/names-ewt.txt

A line of marks: the sentence's `sent_id`, then `KIND from to` a name, counting the sentence's words from 0, half-open.
"""

import argparse


def sentences(path):
    """Yields `sent_id` and words of a CoNLL-U file; words as written (ranges such as 3-4 and empty nodes left out)."""
    name, words = None, []
    for line in open(path, encoding="utf8"):
        if line.startswith("# sent_id = "):
            name = line[12:].strip()
        elif line.startswith("#"):
            continue
        elif not line.strip():
            if words:
                yield name, words
            words = []
        else:
            cells = line.split("\t")
            if cells[0].isdigit():
                words.append(cells[1])
    if words:
        yield name, words


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--marks", required=True)
    p.add_argument("--texts", required=True)
    p.add_argument("--out", required=True)
    args = p.parse_args()
    marked = {}
    for line in open(args.marks, encoding="utf8"):
        name, *names = line.rstrip("\n").split("\t")
        marked[name] = [(kind, int(start), int(end)) for kind, start, end in (n.split(" ") for n in names)]
    with open(args.out, "w", encoding="utf8") as out:
        for name, words in sentences(args.texts):
            if name not in marked:
                continue
            tags = ["O"] * len(words)
            for kind, start, end in marked.pop(name):
                tags[start:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - start - 1)
            out.writelines(f"{word}\t{tag}\n" for word, tag in zip(words, tags))
            out.write("\n")
    if marked:
        raise SystemExit(f"{len(marked)} marked sentences are not in the texts, such as {min(marked)}")


if __name__ == "__main__":
    main()

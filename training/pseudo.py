"""Self-training: labels unmarked news with a trained model, keeping what it is sure of.

    cargo xtask export news ../shared/data/news/current-events.jsonl.zst --without ../shared/data/gold/dev.jsonl \\
        ../shared/data/gold/test.jsonl ../shared/data/gold/articles-test.jsonl --most 30000 -o prepared/news.jsonl
    python pseudo.py --run runs/NAME --passages prepared/news.jsonl --out prepared/pseudo.jsonl

A word that begins a trigger with at least SURE is labelled so; one between DOUBT and SURE is left out of the
loss (`ignore`: word, event). Roles, status and modes of sure triggers are taken as the model gives them.
"""

import argparse
import json
from pathlib import Path

import torch

import data
import decode
from model import Config, Reader

SURE, DOUBT = 0.6, 0.12


def open_run(run):
    kept = torch.load(run / "checkpoint.pt", weights_only=False)
    modes = Path(kept["args"]["modes"]).read_text().split()
    model = Reader(Config(layers=kept["args"]["layers"], act_layers=kept["args"]["act_layers"], modes=modes))
    model.load_state_dict({**model.state_dict(), **kept["model"]})
    return model.eval()


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--run", required=True, type=Path)
    p.add_argument("--passages", nargs="+", required=True)
    p.add_argument("--out", required=True)
    args = p.parse_args()
    model = open_run(args.run)
    passages = data.load(args.passages)
    with open(args.out, "w", encoding="utf8") as out:
        for at in range(0, len(passages), 2000):
            part = passages[at : at + 2000]
            for passage, acts in zip(part, decode.read(model, part, threshold=DOUBT)):
                passage.pop("_i", None)
                passage["ignore"] = [[a["trigger"][0], a["event"]] for a in acts if a["score"] < SURE]
                passage["acts"] = [dict(a, weight=1.0) for a in acts if a["score"] >= SURE]
                out.write(json.dumps(passage) + "\n")


if __name__ == "__main__":
    main()

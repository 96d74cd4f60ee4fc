"""What Python computes from the half-precision weights, for `cargo xtask agree` to compare with.

    cargo xtask export portal --n 1000 > prepared/portal-1000.jsonl
    python reference.py --model ../models/tacitus-en --passages prepared/portal-1000.jsonl --out reference.safetensors

For every passage, in f32: the trigger and name heads over all words, and the act head at the likeliest
trigger. One flat tensor each, in the order of the file.
"""

import argparse
import json
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

import data
from model import EVENTS, Config, Reader


def open_half(folder):
    tensors = {}
    for path in sorted(folder.glob("half-[0-9]*.safetensors")):
        tensors |= load_file(path)
    config = Config(**json.loads((folder / "config.json").read_text()))
    model = Reader(config, vocabulary=tensors["embeddings.word.weight"].shape[0])
    ours = {n.replace("embeddings.type.", "embeddings.segment."): t.float() for n, t in tensors.items()}
    model.load_state_dict({**model.state_dict(), **ours})
    return model.eval()


@torch.no_grad()
def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--model", required=True, type=Path)
    p.add_argument("--passages", required=True)
    p.add_argument("--out", required=True)
    args = p.parse_args()
    model = open_half(args.model)
    triggers, names, acts, asked = [], [], [], []
    for passage in data.load([args.passages]):
        ids, first, shapes, real = data.collate([passage])
        states = model.encode(ids, first, shapes)
        trigger = model.trigger(states).sigmoid()[0]
        best = int(trigger[:, : len(EVENTS)].argmax())
        word, event = best // len(EVENTS), best % len(EVENTS)
        one = lambda x: torch.tensor([x])
        role, status, mode = model.acts(states, real, one(word), one(word + 1), one(event))
        triggers.append(trigger.flatten())
        names.append(model.name(states).softmax(-1).flatten())
        acts.append(torch.cat([role.sigmoid().flatten(), status.softmax(-1).flatten(), mode.sigmoid().flatten()]))
        asked += [word, event]
    save_file({"trigger": torch.cat(triggers), "name": torch.cat(names), "act": torch.cat(acts),
               "asked": torch.tensor(asked, dtype=torch.int32)}, args.out)


if __name__ == "__main__":
    main()

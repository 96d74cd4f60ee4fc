"""Makes a model folder out of a training run: half precision, and int8 as the program computes it.

    python export.py --run runs/NAME --vocab ../shared/data/encoders/gte-small/vocab.txt --out ../models/tacitus-en

int8 is a8w7 (see docs/evaluation.md): weights symmetric per output channel in -63..63, so that no sum of two
products can saturate on any CPU; word embeddings -127..127 per row; heads' last layers stay f32.
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import save_file

from model import Config, Reader, best_scale

SHARD = 29_000_000
LAST = ("name.out", "trigger.out", "role.out", "status.out", "mode.out", "content.out")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--run", required=True, type=Path)
    p.add_argument("--vocab", required=True, type=Path)
    p.add_argument("--out", required=True, type=Path)
    args = p.parse_args()
    kept = torch.load(args.run / "checkpoint.pt", weights_only=False)
    modes = Path(kept["args"]["modes"]).read_text().split()
    config = Config(layers=kept["args"]["layers"], act_layers=kept["args"]["act_layers"], modes=modes)
    model = Reader(config)
    model.load_state_dict({**model.state_dict(), **kept["model"]})
    half = {name.replace("embeddings.segment.", "embeddings.type."): value.half().contiguous()
            for name, value in model.state_dict().items() if not name.startswith(("arg.", "fact."))}

    args.out.mkdir(parents=True, exist_ok=True)
    for old in args.out.glob("*.safetensors"):
        old.unlink()
    config.save(args.out / "config.json")
    shutil.copyfile(args.vocab, args.out / "vocab.txt")
    shutil.copyfile(args.run / "log.jsonl", args.out / "training-log.jsonl")
    save_shards(half, args.out, "half")
    save_shards(quantised(half), args.out, "int8")
    write_manifest(args.out, kept["args"])


def quantised(half):
    """The int8 set: integers and scales for what is multiplied by activations, f32 for the rest."""
    out = {}
    for name, value in half.items():
        value, stem = value.float(), name.removesuffix(".weight")
        if name == "embeddings.word.weight":
            scale = value.abs().amax(1).clamp_min(1e-8) / 127
            out[name] = (value / scale[:, None]).round().clamp(-127, 127).to(torch.int8)
            out["embeddings.word.scale"] = scale
        elif name.endswith(".weight") and value.dim() == 2 and is_linear(stem) and stem not in LAST:
            scale = best_scale(value)
            out[name] = (value / scale[:, None]).round().clamp(-63, 63).to(torch.int8)
            out[stem + ".scale"] = scale
        else:
            out[name] = value
    return {name: value.contiguous() for name, value in out.items()}


def is_linear(stem):
    return stem.split(".")[-1] in ("query", "key", "value", "out", "up", "down", "hidden")


def save_shards(tensors, folder, prefix):
    shard, size, n = {}, 0, 0
    for name in sorted(tensors):
        bytes_ = tensors[name].numel() * tensors[name].element_size()
        if shard and size + bytes_ > SHARD:
            save_file(shard, folder / f"{prefix}-{n}.safetensors")
            shard, size, n = {}, 0, n + 1
        shard[name] = tensors[name]
        size += bytes_
    save_file(shard, folder / f"{prefix}-{n}.safetensors")


def write_manifest(folder, args):
    lines = ["# What this model is and the checksums the program holds it to.",
             'licence = "Apache-2.0 (weights); base encoder gte-small, MIT; see NOTICE"', "", "[training]"]
    for key in ("epochs", "rate", "head_rate", "optional", "pieces", "names_per_epoch", "seed", "layers", "act_layers"):
        lines.append(f"{key} = {json.dumps(args[key])}")
    lines.append(f"data = {json.dumps([Path(x).name for x in args['events'] + args['names'] + args.get('pseudo', [])])}")
    lines += ["", "[files]"]
    for path in sorted(folder.iterdir()):
        if path.name not in ("manifest.toml", "training-log.jsonl", "README.md"):
            lines.append(f'"{path.name}" = "{hashlib.sha256(path.read_bytes()).hexdigest()}"')
    (folder / "manifest.toml").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()

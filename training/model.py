"""The network: a BERT encoder with heads for names, triggers, and what stands around a trigger.

The Rust program computes exactly this in `crates/tacitus-encoder`; parameter names here are the tensor
names in the weights files. Shapes: B passages, P pieces, W words (tokens), A acts.
"""

import json
import math
from dataclasses import asdict, dataclass, field

import torch
import torch.nn.functional as F
from torch import nn

EVENTS = ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
          "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]
STATUSES = ["denied", "negated", "hypothetical", "future", "historical", "actual"]
ROLES = ["actor", "recipient", "place", "time", "speaker", "speech-cue", "status-cue", "content", "condition",
         "deadline"]
NAMES = ["PER", "ORG", "LOC"]


@dataclass
class Config:
    """What `config.json` of a model folder holds; the Rust side reads the same fields."""

    layers: int = 12
    width: int = 384
    attention_heads: int = 12
    intermediate: int = 1536
    max_positions: int = 512
    layer_norm_eps: float = 1e-12
    act_layers: int = 2
    act_intermediate: int = 768
    act_window: int = 32
    modes: list = field(default_factory=list)
    n_shapes: int = 16

    def save(self, path):
        with open(path, "w") as f:
            json.dump(asdict(self), f, indent=1)
            f.write("\n")


class Layer(nn.Module):
    """One BERT layer, norms after the residual sums."""

    def __init__(self, width, heads, intermediate, eps, dropout):
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.up, self.down = nn.Linear(width, intermediate), nn.Linear(intermediate, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=eps), nn.LayerNorm(width, eps=eps)
        self.heads, self.dropout = heads, nn.Dropout(dropout)

    def forward(self, x, mask):
        b, n, d = x.shape
        split = lambda t: t.view(b, n, self.heads, d // self.heads).transpose(1, 2)
        p = self.dropout.p if self.training else 0.0
        a = F.scaled_dot_product_attention(split(self.query(x)), split(self.key(x)), split(self.value(x)),
                                           attn_mask=mask[:, None, None, :], dropout_p=p)
        x = self.norm1(x + self.dropout(self.out(a.transpose(1, 2).reshape(b, n, d))))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Embeddings(nn.Module):
    def __init__(self, vocabulary, config):
        super().__init__()
        self.word = nn.Embedding(vocabulary, config.width)
        self.position = nn.Embedding(config.max_positions, config.width)
        self.segment = nn.Embedding(2, config.width)
        self.norm = nn.LayerNorm(config.width, eps=config.layer_norm_eps)

    def forward(self, ids):
        positions = torch.arange(ids.shape[1])
        return self.norm(self.word(ids) + self.position(positions) + self.segment.weight[0])


class Mlp(nn.Module):
    """A head over words: one hidden layer."""

    def __init__(self, width, n_out):
        super().__init__()
        self.hidden, self.out = nn.Linear(width, width), nn.Linear(width, n_out)

    def forward(self, x):
        return self.out(F.gelu(self.hidden(x)))


class Act(nn.Module):
    """Reads the passage once more with one trigger marked."""

    def __init__(self, config, dropout):
        super().__init__()
        self.mark = nn.Embedding(2, config.width)
        self.distance = nn.Embedding(2 * config.act_window + 1, config.width)
        self.event = nn.Embedding(len(EVENTS), config.width)
        self.norm = nn.LayerNorm(config.width, eps=config.layer_norm_eps)
        self.layer = nn.ModuleList(
            Layer(config.width, config.attention_heads, config.act_intermediate, config.layer_norm_eps, dropout)
            for _ in range(config.act_layers))
        self.window = config.act_window
        for table in (self.mark, self.distance, self.event):
            nn.init.normal_(table.weight, std=0.02)

    def forward(self, states, mask, start, end, event):
        """states A×W×D, mask A×W, the rest A. Gives A×W×D."""
        w = torch.arange(states.shape[1])[None, :]
        inside = ((w >= start[:, None]) & (w < end[:, None])).long()
        away = (w - start[:, None]).clamp(-self.window, self.window) + self.window
        z = self.norm(states + self.mark(inside) + self.distance(away) + self.event(event)[:, None, :])
        for layer in self.layer:
            z = layer(z, mask)
        return z


class Reader(nn.Module):
    def __init__(self, config, vocabulary=30522, dropout=0.1):
        super().__init__()
        self.config = config
        self.embeddings = Embeddings(vocabulary, config)
        self.layer = nn.ModuleList(
            Layer(config.width, config.attention_heads, config.intermediate, config.layer_norm_eps, dropout)
            for _ in range(config.layers))
        self.shape = nn.Embedding(config.n_shapes, config.width)
        nn.init.normal_(self.shape.weight, std=0.02)
        self.name, self.trigger = Mlp(config.width, 2 * len(NAMES) + 1), Mlp(config.width, len(EVENTS) + 1)
        self.act = Act(config, dropout)
        self.role = nn.ModuleDict({"out": nn.Linear(config.width, 2 * len(ROLES))})
        self.status = nn.ModuleDict({"out": nn.Linear(config.width, len(STATUSES))})
        self.mode = nn.ModuleDict({"out": nn.Linear(config.width, len(config.modes))})
        self.dropout = nn.Dropout(dropout)
        # Nearly all answers are no; without this the first hundred steps only learn that.
        for rare in (self.trigger.out, self.role["out"], self.mode["out"]):
            nn.init.constant_(rare.bias, -4.0)

    def encode(self, ids, first_piece, shapes):
        """ids B×P (0 pads); first_piece B×W, the place of each word's first piece; shapes B×W. Gives B×W×D."""
        mask = ids != 0
        x = self.dropout(self.embeddings(ids))
        for layer in self.layer:
            x = layer(x, mask)
        words = torch.gather(x, 1, first_piece[:, :, None].expand(-1, -1, x.shape[2]))
        return words + self.shape(shapes)

    def acts(self, states, mask, start, end, event):
        """Logits of roles A×W×20, status A×6, modes A×M."""
        z = self.act(self.dropout(states), mask, start, end, event)
        at = z[torch.arange(z.shape[0]), start]
        return self.role["out"](z), self.status["out"](at), self.mode["out"](at)

    def load_bert(self, tensors):
        """Takes the encoder of a BERT checkpoint with Hugging Face names."""
        names = {"attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value",
                 "attention.output.dense": "out", "attention.output.LayerNorm": "norm1",
                 "intermediate.dense": "up", "output.dense": "down", "output.LayerNorm": "norm2"}
        ours = {}
        for name, value in tensors.items():
            name = name.removeprefix("bert.")
            if name.startswith("embeddings."):
                new = (name.replace("word_embeddings", "word").replace("position_embeddings", "position")
                       .replace("token_type_embeddings", "segment").replace("LayerNorm", "norm"))
                if new.endswith("position_ids"):
                    continue
                ours[new] = value.float()
            elif name.startswith("encoder.layer."):
                _, _, i, rest = name.split(".", 3)
                part, kind = rest.rsplit(".", 1)
                ours[f"layer.{i}.{names[part]}.{kind}"] = value.float()
        own = self.state_dict()
        wanted = [n for n in own if n.startswith(("embeddings.", "layer."))]
        missing = [n for n in wanted if n not in ours]
        if missing:
            raise SystemExit(f"the checkpoint lacks {missing[:5]}")
        self.load_state_dict({**own, **{n: ours[n] for n in wanted}})

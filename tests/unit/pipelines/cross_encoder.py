"""A cross-encoder that can be checked by hand: how many words of a text stand in the question."""

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers, processors

SEPARATOR, UNKNOWN, PADDING = "[SEP]", "[UNK]", "[PAD]"


def write_cross_encoder(folder: Path, words: list[str], *, bias: float = 0.0) -> Path:
    """Write the folder of a model that knows these words: a logit is the number of pairs (word of the question, same
    word of the text), plus ``bias``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = {word: at for at, word in enumerate([PADDING, UNKNOWN, SEPARATOR, *dict.fromkeys(words)])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token=UNKNOWN))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"$A {SEPARATOR}",
        pair=f"$A {SEPARATOR} $B:1 {SEPARATOR}:1",
        special_tokens=[(SEPARATOR, vocabulary[SEPARATOR])],
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "config.json").write_text(json.dumps({"pad_token_id": 0}))
    (folder / "tokenizer_config.json").write_text(json.dumps({"model_max_length": 128, "pad_token": PADDING}))
    (folder / "special_tokens_map.json").write_text(json.dumps({"pad_token": PADDING, "unk_token": UNKNOWN}))
    onnx.save(_model(len(vocabulary), bias), folder / "model.onnx")
    return folder


def _model(size: int, bias: float) -> onnx.ModelProto:
    # One-hot rows of the words that the model knows; padding, unknown and separator are rows of zeros.
    table = np.eye(size, dtype=np.float32)
    table[:3] = 0
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["hot"]),
        helper.make_node("Cast", ["token_type_ids"], ["second"], to=TensorProto.FLOAT),
        helper.make_node("Sub", ["one", "second"], ["first"]),
        helper.make_node("Unsqueeze", ["second", "last"], ["second_column"]),
        helper.make_node("Unsqueeze", ["first", "last"], ["first_column"]),
        helper.make_node("Mul", ["hot", "first_column"], ["question_words"]),
        helper.make_node("Mul", ["hot", "second_column"], ["text_words"]),
        helper.make_node("ReduceSum", ["question_words", "middle"], ["question"], keepdims=0),
        helper.make_node("ReduceSum", ["text_words", "middle"], ["text"], keepdims=0),
        helper.make_node("Mul", ["question", "text"], ["shared"]),
        helper.make_node("ReduceSum", ["shared", "middle"], ["count"], keepdims=1),
        helper.make_node("Add", ["count", "bias"], ["logits"]),
    ]
    constants = {
        "table": table,
        "one": np.array(1, dtype=np.float32),
        "bias": np.array(bias, dtype=np.float32),
        "last": np.array([2], dtype=np.int64),
        "middle": np.array([1], dtype=np.int64),
    }
    ids = [
        helper.make_tensor_value_info(name, TensorProto.INT64, [None, None]) for name in ("input_ids", "token_type_ids")
    ]
    logits = helper.make_tensor_value_info("logits", TensorProto.FLOAT, [None, 1])
    graph = helper.make_graph(
        nodes, "overlap", ids, [logits], [numpy_helper.from_array(value, name) for name, value in constants.items()]
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)

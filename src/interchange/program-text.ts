// The parts of a program that are the same for every model and package.

/** Choices among the states of ebits and coins, and readout errors. */
export const MIXTURE = `
def shared_states():
    """Yields every choice of Bell states and of faces, with its weight.

    A noisy ebit and a coin are mixtures of states that gates make, and probabilities are linear in what is mixed: the
    weighted sum is exact, and never more work than a density matrix of all qubits.
    """
    shared = [states for *_, states in EBITS + COINS]
    for choice in itertools.product(*shared):
        states = [state for state, _ in choice]
        yield math.prod(weight for _, weight in choice), states[: len(EBITS)], states[len(EBITS) :]


def as_read(outcomes):
    """Returns the probabilities of the bits as they are read, each wrongly now and then."""
    outcomes = np.reshape(outcomes, [2] * len(READOUTS))
    for place, (flip0, flip1) in enumerate(FLIPS):
        errors = np.array([[1 - flip0, flip1], [flip0, 1 - flip1]])
        outcomes = np.moveaxis(np.tensordot(errors, outcomes, axes=(1, place)), 0, place)
    return np.reshape(outcomes, -1)


def checked_rows(rows):
    """Returns rows as an array of shape (rows, FEATURES)."""
    rows = np.asarray(rows, dtype=float)
    if rows.ndim != 2 or rows.shape[1] != FEATURES:
        raise ValueError(f"rows have the shape {rows.shape}; the model reads {FEATURES} features a row")
    if not np.all(np.isfinite(rows)):
        raise ValueError("a feature is no finite number")
    return rows


def scale(rows):
    """Returns features as angles in radians, pi ((x - minimum) / (maximum - minimum) - 1/2).

    A value beyond the training rows' extent goes on along the same line: nothing is clipped. What was constant is 0.
    """
    rows = checked_rows(rows)
    if MINIMUM is None:
        return rows
    width = MAXIMUM - MINIMUM
    angles = np.where(width == 0, 0.0, ((rows - MINIMUM) / np.where(width == 0, 1.0, width) - 0.5) * pi)
    return checked_rows(angles)


def probabilities(rows):
    """Returns P(a|x) of rows of angles (what \`scale\` returns), the first bit most significant; shape (rows, outcomes)."""
    return np.array(
        [
            as_read(sum(weight * network(row, bells, faces) for weight, bells, faces in shared_states()))
            for row in checked_rows(rows)
        ]
    )

`;

/** What is made of the probabilities where there are two classes. */
export const TWO_CLASSES = `
def expectations(rows):
    """Returns E(x) = sum_a w_a P(a|x) of rows of angles; shape (rows,)."""
    return probabilities(rows) @ WEIGHTS


def judged(outcomes):
    """Returns the columns beside the probabilities, and a label: None where E is 0 but for rounding."""
    value = float(WEIGHTS @ outcomes)
    if abs(value) <= 1e-12 * np.max(np.abs(WEIGHTS)):
        return [value], None
    return [value], LABELS[0] if value > 0 else LABELS[1]

`;

/** The same for more. */
export const MANY_CLASSES = `
def logits(rows):
    """Returns z_c(x) = sum_a W_ca P(a|x) of rows of angles; shape (rows, classes)."""
    return probabilities(rows) @ WEIGHTS.T


def softmax(values):
    """Returns e^(z_c) / sum_d e^(z_d)."""
    powers = np.exp(values - np.max(values))
    return powers / np.sum(powers)


def class_probabilities(rows):
    """Returns the softmax of the logits of rows of angles; shape (rows, classes)."""
    return np.array([softmax(values) for values in logits(rows)])


def judged(outcomes):
    """Returns the columns beside the probabilities, and the label: of logits that are equal but for rounding, the first."""
    values = WEIGHTS @ outcomes
    least = np.max(values) - 1e-12 * np.max(np.abs(WEIGHTS))
    return [float(chance) for chance in softmax(values)], LABELS[int(np.argmax(values >= least))]

`;

/** Labels, tables and the self-check. */
export const ENDING = `
def predict(rows):
    """Returns the labels of rows of angles, in the table's words."""
    return [judged(outcomes)[1] for outcomes in probabilities(rows)]


def number(cell):
    """Returns the number that a cell says."""
    if not re.fullmatch(r"[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?", cell):
        raise ValueError(f"{cell!r} is no number with a decimal point")
    if re.fullmatch(r"[+-]?[0-9]+", cell) and int(cell) != int(float(cell)):
        raise ValueError(f"{cell} has more digits than a double holds")
    return float(cell)


def category(cell):
    """Returns what cells of the same category have in common: numbers are compared as numbers."""
    try:
        return number(cell)
    except ValueError:
        return unicodedata.normalize("NFC", cell)


def features_of(name, cell):
    """Returns the features that a cell becomes; None where it lacks a value and its row is left out."""
    kind, categories, median = PREPARATION.get(name, ("number", [], None))
    missing = cell.lower() in ("", "na", "n/a", "nan", "null", "?", "-", ".")
    if missing and MISSING == "drop":
        return None
    if missing and MISSING is None:
        raise ValueError(f"the column {name!r} lacks a value; fill it in or leave the row out")
    if kind == "number":
        return [median if missing else number(cell)]
    known = [category(one) for one in categories]
    place = known.index(category(cell)) if not missing and category(cell) in known else None
    if kind == "onehot":
        shown = range(len(known)) if len(known) > 2 else [len(known) - 1]
        return [1.0 if place == one else 0.0 for one in shown]
    if missing:
        return [median]
    if place is None:
        raise ValueError(f"the column {name!r} has {cell!r}, which no training row has")
    return [float(place)]


def read_table(path):
    """Returns the features of a table's rows before they are scaled; None for a row that lacks a value."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        text = file.read()
    first = text.lstrip().split("\\n", 1)[0]
    separator = max(",;\\t|", key=first.count)
    lines = [[cell.strip() for cell in line] for line in csv.reader(io.StringIO(text), delimiter=separator) if line]
    if len(lines) < 2:
        raise ValueError(f"{path} is no table with a header and rows")
    header, *body = lines
    columns = header if COLUMNS is None else COLUMNS
    for name in columns:
        if header.count(name) != 1:
            raise ValueError(f"{path} has {header.count(name)} columns {name!r} and needs one; it has {header}")
    rows = []
    for line in body:
        if len(line) != len(header):
            raise ValueError(f"a row of {path} has {len(line)} cells and the header {len(header)}")
        parts = [features_of(name, line[header.index(name)]) for name in columns]
        rows.append(None if None in parts else [feature for part in parts for feature in part])
    return rows


def label_table(path):
    """Prints probabilities and label of every row of a table as CSV, an empty line for a row that lacks a value."""
    bits = len(READOUTS)
    head = [f"P{outcome:0{bits}b}" for outcome in range(2**bits)] + JUDGED + ["label"]
    out = csv.writer(sys.stdout, lineterminator="\\n")
    rows = read_table(path)
    angles = iter(scale([row for row in rows if row is not None])) if any(row is not None for row in rows) else iter([])
    out.writerow(head)
    for row in rows:
        if row is None:
            out.writerow([""] * len(head))
            continue
        (outcomes,) = probabilities([next(angles)])
        values, label = judged(outcomes)
        out.writerow([float(chance) for chance in outcomes] + values + ["" if label is None else label])


def check():
    """Compares the probabilities of CHECK_ROWS with those that ebit found; returns whether they agree."""
    worst = float(np.max(np.abs(probabilities(CHECK_ROWS) - CHECK_PROBABILITIES)))
    agree = worst <= 1e-9
    print(f"{len(CHECK_ROWS)} rows, largest difference from ebit's probabilities {worst:.1e}: {'well' if agree else 'WRONG'}")
    return agree


if __name__ == "__main__":
    if len(sys.argv) > 2:
        sys.exit("Give a table, or nothing for a check.")
    try:
        if len(sys.argv) == 2:
            label_table(sys.argv[1])
        elif not check():
            sys.exit(1)
    except (OSError, ValueError) as error:
        sys.exit(f"error: {error}")
`;

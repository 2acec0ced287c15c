"""Runs the problem files that our bench writes in other programs: training steps, a Fisher matrix, a circuit, a game.

    python main.py PROBLEM --peer jax-heisenberg --peer lightning.qubit --repetitions 100
    python main.py --peer lightning-gates --qubits 12
    python main.py --self-test
    python main.py --serve         requests as JSON lines on stdin, answers as JSON lines on stdout

Every answer is one line of JSON: what ran, on how many samples, its result, and the microseconds of every repetition.
"""

import argparse
import json
import os
import sys
import time
from functools import cache
from importlib.metadata import PackageNotFoundError, version

# One thread for everyone, set before any of the libraries starts its own. XLA's newer emitters and its YNNPACK kernels
# are off because they are slower on the small matrices of the Heisenberg program.
os.environ["OMP_NUM_THREADS"] = "1"
os.environ.setdefault(
    "XLA_FLAGS",
    "--xla_cpu_multi_thread_eigen=false --xla_cpu_use_fusion_emitters=false --xla_cpu_experimental_ynn_fusion_type=",
)
processors = os.sched_getaffinity(0) if hasattr(os, "sched_setaffinity") else None
if processors is not None:
    os.sched_setaffinity(0, {max(processors)})

import jax  # noqa: E402
import numpy as np  # noqa: E402

jax.config.update("jax_enable_x64", True)
jax.config.update("jax_platforms", "cpu")
jax.config.update("jax_cpu_enable_async_dispatch", False)
jax.devices()
# XLA has made its pool of one thread; that thread may run wherever there is room, as ours may.
if processors is not None:
    os.sched_setaffinity(0, processors)

import fisher  # noqa: E402
import heisenberg  # noqa: E402
import reference  # noqa: E402
import reuploading  # noqa: E402
from problem import (  # noqa: E402
    CircuitProblem,
    FisherProblem,
    GameProblem,
    ReuploadingProblem,
    random_fisher_problem,
    random_problem,
    random_reuploading_problem,
    read_problem,
)

LIGHTNING_SAMPLES = 8
MIXED_SAMPLES = 1


def step_program(peer: str, problem):
    """(function that returns (loss, gradient), samples it covers)."""
    batch = len(problem.indices)
    if peer == "jax-heisenberg":
        return heisenberg.training_step(problem), batch
    import pennylane_step

    if peer in ("default.qubit", "default.qubit-jit"):
        return pennylane_step.default_step(problem, compiled=peer.endswith("jit")), batch
    if peer == "lightning.qubit":
        samples = min(LIGHTNING_SAMPLES, batch)
        return pennylane_step.lightning_step(problem, samples), samples
    if peer == "default.mixed":
        import pennylane_mixed

        samples = min(MIXED_SAMPLES, batch)
        return pennylane_mixed.mixed_step(problem, samples), samples
    raise SystemExit(f"{peer} is none of {', '.join(STEP_PEERS)}.")


STEP_PEERS = ("jax-heisenberg", "default.qubit", "default.qubit-jit", "lightning.qubit")


@cache
def prepared(peer: str, path: str):
    """The program, compiled and warm, with its first answer."""
    problem = read_problem(path)
    if isinstance(problem, CircuitProblem):
        from tensorcircuit_circuit import circuit_programs

        quantity = peer.removeprefix("tensorcircuit-")
        program, samples = circuit_programs(problem)[quantity], 1
        answer = {quantity: np.ravel(program()).tolist()}
    elif isinstance(problem, GameProblem):
        from ceiling import quantum_ceiling

        program, samples = quantum_ceiling(problem), 1
        answer = {"value": program()}
    elif isinstance(problem, FisherProblem):
        program, samples = fisher.fisher_matrix(problem), len(problem.unitaries)
        answer = {"fisher": np.ravel(program()).tolist()}
    else:
        if isinstance(problem, ReuploadingProblem):
            program, samples = reuploading.training_step(problem), len(problem.indices)
        else:
            program, samples = step_program(peer, problem)
        loss, gradient = program()
        answer = {"loss": float(loss), "gradient": np.asarray(gradient).tolist()}
    return program, {"peer": peer, "samples": samples, **answer}


def answer(peer: str, path: str | None, repetitions: int, qubits: int) -> dict:
    if peer == "lightning-gates":
        from lightning_gates import gate_times

        return {"peer": peer, "qubits": qubits, "microseconds": gate_times(qubits, repetitions)}
    program, result = prepared(peer, path)
    times = []
    for _ in range(repetitions):
        start = time.perf_counter()
        program()
        times.append((time.perf_counter() - start) * 1e6)
    return {**result, "microseconds": times}


def self_test() -> None:
    """Every program against the slow reference on small problems."""
    worst = 0.0
    for ebits in range(5):
        problem = random_problem(ebits, depth=2, samples=24, batch=8)
        expected = reference.loss_and_gradient(problem)
        peers = STEP_PEERS if ebits in (0, 1) else STEP_PEERS[:1]
        for peer in peers:
            loss, gradient = step_program(peer, problem)[0]()
            differences = abs(loss - expected[0]), np.abs(gradient - expected[1]).max()
            worst = report(f"{peer}, {ebits} ebits", *differences, worst)
        inputs = random_fisher_problem(ebits, depth=2, samples=5)
        difference = np.abs(fisher.fisher_matrix(inputs)() - reference.fisher(inputs)).max()
        worst = report(f"fisher, {ebits} ebits", difference, 0.0, worst)
    for qubits, layers, ebits in ((1, 3, 1), (2, 2, 0), (2, 2, 2), (3, 2, 1)):
        steps = random_reuploading_problem(qubits, layers, ebits, batch=2)
        loss, gradient = reuploading.training_step(steps)()
        expected = reuploading.dense_loss_and_gradient(steps)
        differences = abs(loss - expected[0]), np.abs(gradient - expected[1]).max()
        worst = report(f"jax-reuploading, {qubits} + {qubits} qubits, {ebits} ebits", *differences, worst)
    if installed("cvxpy") is not None:
        import ceiling

        difference = ceiling.self_test()
        report("cvxpy-ceiling", difference, 0.0, 0.0)
        # The interior-point solver stops at a gap of 1e-8.
        if difference > 1e-6:
            raise SystemExit(f"cvxpy's ceiling is off by {difference:.1e}.")
    if worst > 1e-9:
        raise SystemExit(f"The greatest difference from the reference is {worst:.1e}.")


def report(name: str, first: float, second: float, worst: float) -> float:
    print(json.dumps({"check": name, "differences": [float(first), float(second)]}), flush=True)
    return max(worst, float(first), float(second))


def serve() -> None:
    for line in sys.stdin:
        request = json.loads(line)
        if request["peer"] == "tables":
            import tables

            print(json.dumps({"results": tables.results_of(tables.Path(request["folder"]), request["only"])}), flush=True)
            continue
        reply = answer(request["peer"], request.get("problem"), request["repetitions"], request.get("qubits", 0))
        print(json.dumps(reply), flush=True)


def versions() -> dict[str, str]:
    names = ("jax", "jaxlib", "numpy", "pennylane", "pennylane-lightning", "tensorcircuit-ng", "cvxpy")
    return {name: found for name in names if (found := installed(name)) is not None}


def installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("problem", nargs="?")
    parser.add_argument("--peer", action="append", default=[])
    parser.add_argument("--repetitions", type=int, default=20)
    parser.add_argument("--qubits", type=int, default=8)
    parser.add_argument("--self-test", action="store_true")
    parser.add_argument("--serve", action="store_true")
    options = parser.parse_args()
    print(json.dumps({"versions": versions()}), flush=True)
    if options.self_test:
        self_test()
    elif options.serve:
        serve()
    else:
        for peer in options.peer or STEP_PEERS[:1]:
            reply = answer(peer, options.problem, options.repetitions, options.qubits)
            if peer != "lightning-gates":
                reply["median"] = float(np.median(reply["microseconds"]))
            print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main()

// The public surface, every name on purpose. Importing it does nothing: the core is compiled when it is first needed.

export {
  type AccuracyAtShots,
  type AccuracyAtShotsOptions,
  accuracyAtShots,
  type ShotsForOptions,
  shotsFor,
} from './analysis/accuracy-at-shots.js';
export { CLASSICAL_BOUND, QUANTUM_BOUND, successProbability } from './analysis/chsh-score.js';
export { degreesOfFreedom } from './analysis/degrees-of-freedom.js';
export {
  type EffectiveDimension,
  type EffectiveDimensionOptions,
  effectiveDimension,
} from './analysis/effective-dimension.js';
export { fisherMatrix, outcomeJacobian } from './analysis/fisher.js';
export type { DrawProgress, FisherDrawOptions } from './analysis/fisher-draws.js';
export { type FisherRank, fisherRank } from './analysis/fisher-rank.js';
export {
  type NormalisedEffectiveDimension,
  type NormalisedEffectiveDimensionOptions,
  normalisedEffectiveDimension,
} from './analysis/normalised-effective-dimension.js';
export {
  type ProbabilitiesOverAges,
  type ProbabilitiesOverAgesOptions,
  probabilitiesOverAges,
} from './analysis/probabilities-over-ages.js';
export { type Rank, rankOf, rankTolerance } from './analysis/rank.js';
export { type DnnResult, type FitDnnOptions, fitDnn } from './baselines/fit-dnn.js';
export { fitLogistic, type LogisticOptions, type LogisticResult } from './baselines/logistic.js';
export { fitMlp, type Mlp, type MlpOptions, mlpAnswers } from './baselines/mlp.js';
export {
  type BenchmarkOptions,
  type BenchmarkProgress,
  benchmark,
} from './benchmark/benchmark.js';
export { type BenchmarkComparison, type BenchmarkPair, compareBenchmarks } from './benchmark/compare.js';
export type { Quartiles } from './benchmark/quartiles.js';
export {
  type BenchmarkMachine,
  type BenchmarkReport,
  type BenchmarkResult,
  parseBenchmark,
} from './benchmark/report.js';
export {
  type Angle,
  constant,
  type DataFactor,
  data,
  dataProduct,
  type ParameterOptions,
  parameter,
  scaledData,
} from './circuit/angle.js';
export {
  type ChannelOptions,
  CircuitBuilder,
  circuit,
  type GateOptions,
  type ThermalWait,
} from './circuit/builder.js';
export {
  type Channel,
  type ChannelName,
  type ChannelParameter,
  channelNames,
  channels,
  type Kraus,
} from './circuit/channels.js';
export {
  type ChannelOperation,
  type Circuit,
  type Control,
  createCircuit,
  type DeclaredCounts,
  type Operation,
} from './circuit/circuit.js';
export { type DrawOptions, drawCircuit } from './circuit/draw.js';
export { type Gate, type GateName, gateNames, gates } from './circuit/gates.js';
export { invertNormalForm, type NormalForm, normalForm } from './circuit/normal-form.js';
export { type OpenQasmOptions, toOpenQasm3 } from './circuit/open-qasm.js';
export type { Placement } from './circuit/placement.js';
export { fromOpenQasm, type OpenQasmProgram, type OpenQasmReadOptions } from './circuit/read-open-qasm/read.js';
export type { OpenQasmInput } from './circuit/read-open-qasm/registers.js';
export { useCore } from './core/use-core.js';
export { type ChshEmbedding, chsh } from './data/chsh.js';
export { chshRing } from './data/chsh-ring.js';
export { type Clusters, type Corners, clusters } from './data/clusters.js';
export type { ColumnPreparation } from './data/column-writer.js';
export { readTable, type Table, type TableColumns, type TableOptions } from './data/csv.js';
export { type Dataset, dataset, subset } from './data/dataset.js';
export { decodeTable } from './data/decode-table.js';
export { type Fold, stratifiedFolds } from './data/folds.js';
export { haarUnitaries } from './data/haar.js';
export type { Classes, ManyClasses, TwoClasses } from './data/labels.js';
export { mermin } from './data/mermin.js';
export type { MissingRule } from './data/missing.js';
export type { Preparation, UnpreparedTable, WordsRule } from './data/preparation.js';
export type { Rows } from './data/rows.js';
export { applyScale, fitScale, type Scale } from './data/scale.js';
export { type ScaledSplit, scaledSplit } from './data/scaled-split.js';
export { type Split, stratifiedSplit } from './data/split.js';
export type { CellOptions } from './data/table-cells.js';
export { digest } from './digest.js';
export { EbitError, type EbitErrorCode, errorCodes, isEbitError } from './errors.js';
export {
  type BellCeiling,
  bellCeiling,
  checkMomentCertificate,
  type MomentCertificate,
} from './games/bell-ceiling.js';
export { type BellCost, type BellTerm, bellCost, bellCostFromCsv } from './games/bell-cost.js';
export { type Ceiling, type CeilingOptions, ceiling } from './games/ceiling.js';
export { type Certificate, checkCertificate } from './games/certificate.js';
export { checkMargins, type MarginEnds } from './games/check-margins.js';
export type { ClassicalMargin } from './games/classical-margin.js';
export { fewestShots } from './games/fewest-shots.js';
export { type Game, game, type LabelledPair, type Question, type WeightedPair } from './games/game.js';
export { gameFromCsv } from './games/game-from-csv.js';
export { type GameFromTableOptions, gameFromTable, type TableGame } from './games/game-from-table.js';
export type { Margins, QuantumMargin } from './games/margin-types.js';
export { margins } from './games/margins.js';
export { type PartyCeiling, partyCeiling } from './games/party-ceiling.js';
export { type JointQuestion, type PartyGame, partyGame } from './games/party-game.js';
export { partyGameFromCsv } from './games/party-game-from-csv.js';
export type { Vectors } from './games/quantum-ceiling.js';
export { type Reached, type ReachedOptions, reachedWithEbits } from './games/reached-with-ebits.js';
export type { Signs } from './games/table.js';
export type { ProgramOptions } from './interchange/program-options.js';
export { toPennyLane } from './interchange/to-pennylane.js';
export { toQiskit } from './interchange/to-qiskit.js';
export { type EffectiveDimensionsOptions, effectiveDimensions } from './jobs/effective-dimensions.js';
export { fit, fitSteps, type ThreadedFitOptions } from './jobs/fit.js';
export { type FitManyOptions, fitMany } from './jobs/fit-many.js';
export type { Executor, FitJob, Job, StepEvent, SteppedFit, SteppingExecutor } from './jobs/job.js';
export { callingThread } from './jobs/run-job.js';
export type { Rate, Store, StoreContents, StoredFailure, StoreEntry } from './jobs/store.js';
export { memoryStore } from './jobs/store.js';
export { type Crash, runSweep, type SweepOptions } from './jobs/sweep.js';
export { type ThreadPool, type ThreadPoolOptions, threadPool } from './jobs/thread-pool.js';
export {
  type DistillationOptions,
  type DistillationProtocol,
  type DistillationRound,
  type Distilled,
  distilled,
} from './links/distillation.js';
export type { AgedPair, JointAges } from './links/joint-ages.js';
export type { LinkSettings } from './links/link.js';
export type { LinkMemory, PairCorrelations } from './links/memory.js';
export {
  type PairAtUse,
  type ShotsOverLinks,
  type ShotsOverLinksOptions,
  shotsOverLinks,
} from './links/shots-over-links.js';
export { type ClassifierOptions, classifier } from './models/classifier.js';
export { customCircuit } from './models/custom-circuit.js';
export { customEmbedding, noEmbedding, unitaryEmbedding, zz } from './models/embedding.js';
export { lossAndGradient } from './models/loss-and-gradient.js';
export { createModel, modelToJSON, parseModel } from './models/model-file.js';
export type {
  CircuitSpec,
  EmbeddingSpec,
  MixingSpec,
  Model,
  ModelColumns,
  ModelFile,
  ModelScale,
  ModelSpec,
  ProcessorProgram,
  ReadoutCircuit,
  ReuploadingSpec,
  WeightForm,
  ZzPairs,
} from './models/model-types.js';
export { type NetworkCost, networkCost } from './models/network-cost.js';
export { type Link, positiveProbabilities } from './models/positive-probabilities.js';
export { qcnn } from './models/qcnn.js';
export { type ReuploadingOptions, reuploading } from './models/reuploading.js';
export type { RowForm, RowOptions } from './models/row-options.js';
export { openSession } from './models/session.js';
export type {
  EngineChoice,
  LossFunction,
  LossName,
  PlainLoss,
  Session,
  SessionOptions,
  ShotsLoss,
} from './models/session-types.js';
export { outcomeWeights, parityWeight } from './models/weights.js';
export { bellNetwork } from './network/bell-network.js';
export type { BellWeights } from './network/bell-state.js';
export type { CoinBasis } from './network/coin.js';
export { type DrawNetworkOptions, drawNetwork } from './network/draw-network.js';
export type { EbitEnd } from './network/ends.js';
export type { GateNoise, GateNoiseSpec, NoisyGates } from './network/gate-noise.js';
export type { Memory } from './network/memory.js';
export {
  type Coin,
  type Ebit,
  type Network,
  network,
  networkSpec,
  type Processor,
  type ReadoutError,
} from './network/network.js';
export type { CoinSpec, EbitSpec, NetworkSpec, ProcessorSpec, ShareSpec } from './network/network-spec.js';
export type { LinkedPair, Resource } from './network/resource.js';
export type { Share, ShareState } from './network/share.js';
export { type SharedState, sharedStates } from './network/shared-states.js';
export { type Topology, type TopologyOptions, topology } from './network/topology.js';
export type { ComplexEntry, PauliTable, TwoQubitState } from './network/two-qubit-state.js';
export { type RandomStream, randomStream } from './random.js';
export type { WorthContrast, WorthContrastKind } from './report/worth-contrasts.js';
export type { FindingKind, WorthFinding, WorthVerdict } from './report/worth-verdict.js';
export { openPredictor, type Predictor, type PredictorOptions } from './serving/open-predictor.js';
export type { PredictTableOptions, RecordStream, TableRecord } from './serving/predict-table.js';
export type { ClassProbability, Prediction } from './serving/predictions.js';
export type { Observable } from './simulator/pauli.js';
export {
  amplitudes,
  expectation,
  expectationGradient,
  openSimulator,
  type SimulationInput,
  type Simulator,
  sample,
} from './simulator/simulator.js';
export type { StrategyProgress } from './strategies/best-of-starts.js';
export type { Directions } from './strategies/directions.js';
export { type PlayersOptions, type TrainedPlayers, trainPlayers } from './strategies/train-players.js';
export {
  type StrategyOptions,
  type TrainedStrategy,
  trainStrategy,
} from './strategies/train-strategy.js';
export type { AxisSettings, LogRangeSettings, RandomSettings, RangeSettings } from './studies/axis.js';
export { groupedRows, type StudyRow, studyRows } from './studies/results.js';
export {
  type RunStudyOptions,
  runStudy,
  type StudyFailure,
  type StudyProgress,
  type StudySummary,
} from './studies/run-study.js';
export type { StoppingRule } from './studies/stopping-rule.js';
export { type Study, type StudyCell, type StudyOptions, type StudyTask, study } from './studies/study.js';
export { type StudyJobsOptions, studyJobs } from './studies/study-jobs.js';
export { type StudyStatus, studyStatus } from './studies/study-progress.js';
export type { BaseTask, RepeatSettings, StopSettings, StudySettings } from './studies/study-spec.js';
export type { ChshSettings } from './tasks/data/chsh.js';
export type { ClustersSettings } from './tasks/data/clusters.js';
export type { RowsSettings } from './tasks/data/rows.js';
export type { TableSettings } from './tasks/data/table.js';
export type { DataSettings, PartialData } from './tasks/data-settings.js';
export type { ReadText } from './tasks/data-source.js';
export {
  type DimensionTask,
  type DimensionTaskSettings,
  type DrawSettings,
  dimensionTask,
  type InputSettings,
} from './tasks/dimension-task.js';
export { type EvaluationTask, type EvaluationTaskSettings, evaluationTask } from './tasks/evaluation-task.js';
export { type FitTask, type FitTaskSettings, fitTask } from './tasks/fit-task.js';
export type {
  ClassifierSettings,
  DnnSettings,
  LogisticSettings,
  ModelSettings,
  PartialModel,
} from './tasks/model-settings.js';
export type { NetworkSettings, PartialNetwork } from './tasks/network-settings.js';
export type { DimensionOutcome, EvaluationOutcome, FitOutcome, Outcome, Score } from './tasks/outcome.js';
export { type OutcomeOf, runTask } from './tasks/run.js';
export type { RunContext, TaskEvent } from './tasks/run-context.js';
export type { StepScores } from './tasks/step-fit.js';
export { settledTask, type Task, taskId } from './tasks/task.js';
export type { PartialOptimiser, PartialTraining, TaskTraining } from './tasks/training-settings.js';
export { type Adam, type AdamOptions, type AdamSettings, type AdamState, adam } from './training/adam.js';
export type { AdamWSettings } from './training/adamw.js';
export { type ClassMetrics, classMetrics } from './training/all-metrics.js';
export type { BatchChoice, RowSampling } from './training/batches.js';
export { type Checkpoint, createCheckpoint, parseCheckpoint } from './training/checkpoint.js';
export type { MetricOptions } from './training/class-answers.js';
export type { EarlyStop } from './training/early-stop.js';
export { f1Score } from './training/f1.js';
export type { FitOptions, FitSettings } from './training/fit-options.js';
export type { History } from './training/history.js';
export {
  accuracy,
  balancedAccuracy,
  baseRate,
  type ConfusionTable,
  confusionTable,
  type Evaluation,
  evaluate,
  meanLoss,
} from './training/metrics.js';
export type { OptimiserSettings } from './training/optimisers.js';
export type { L2Settings } from './training/penalty.js';
export {
  brierScore,
  calibrationError,
  logLoss,
} from './training/probability-scores.js';
export type { Progress } from './training/progress.js';
export { rocAuc } from './training/roc-auc.js';
export type { ClassWeightNumbers, ClassWeights, ClassWeightWords } from './training/row-weights.js';
export type { StopReason } from './training/run.js';
export type {
  ConstantSchedule,
  CosineSchedule,
  ScheduleSettings,
  StepSchedule,
} from './training/schedule.js';
export type { Scores } from './training/scores.js';
export type { SgdSettings } from './training/sgd.js';
export type { LossSettings, ShotsTraining } from './training/trained-loss.js';
export type { BestModel, FitResult } from './training/training-run.js';
export type { TrainingSettings } from './training/training-settings.js';
export type { ValidationMetric } from './training/watched-metric.js';
export { type Budget, budget } from './worth/budget.js';
export type { BudgetSettings } from './worth/budget-plan.js';
export type { BudgetEntry, Reading } from './worth/budget-search.js';
export { compare } from './worth/compare.js';
export type { CompareOptions, CompareProgress } from './worth/compare-options.js';
export type { ComparedArm, ComparedPrice, Comparison, MeanAccuracy } from './worth/comparison.js';
export type { CompareSettings } from './worth/plan.js';

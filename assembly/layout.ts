// Where each field of the descriptors stands, in bytes from the descriptor's start. Every field is one i32.
// The build copies this file to the TypeScript side, so that both sides read one definition.

// A stage: one compiled sweep over 2^rowBits rows of `columns` complex columns.
export const STAGE_ROW_BITS = 0;
export const STAGE_COLUMNS = 4;
export const STAGE_DIAGONALS = 8; // row stride of the table: the number of diagonals, made even
export const STAGE_PASSES = 12; // number of passes
export const STAGE_PASS_WORDS = 16; // -> i32: the PASS_ fields of one pass after the other
export const STAGE_TABLE = 20; // -> f64 [rows][diagonals][re, im]
export const STAGE_PHASES = 24; // number of different angle sums phi, made even: diagonals with the same terms share one
export const STAGE_BASE = 28; // -> f64 [rows][diagonals][re, im]: fixed phases and the Hadamards' scale
export const STAGE_PHASE_OF = 32; // -> i32 [diagonals]
export const STAGE_Z = 36; // -> f64 [rows][phases][even columns, odd columns]
export const STAGE_TERMS = 40; // number of terms that the angles enter
export const STAGE_TERM_SLOT = 44; // -> i32: mask * phases + phase
export const STAGE_TERM_ANGLE = 48; // -> i32: index into the angles
export const STAGE_TERM_COEFFICIENT = 52; // -> f64
export const STAGE_TERM_START = 56; // -> i32 [phases + 1]: terms are sorted by phase
export const STAGE_STATE = 60; // -> f64 [rows][columns / 2][re, re, im, im]
export const STAGE_ADJOINT = 64;
export const STAGE_HISTORY = 68; // -> one state a pass with a diagonal, or 0
export const STAGE_WIDEN = 72; // -> i32 [rows of the next stage]: row here, or of the added qubits' value << 16
export const STAGE_LANE_TABLES = 76; // number of diagonals that hold data
export const STAGE_LANE_TABLE = 80; // -> f64 [laneTables][re, im][rows][lanes]
export const STAGE_SCALED = 84; // -> scaled terms: those of the data terms that a parameter multiplies; 0 without any
export const STAGE_LANE_TERM_WORDS = 88; // -> i32 [mask, dataAngle] a term, sorted by lane table
export const STAGE_LANE_TERM_COEFFICIENT = 92; // -> f64
export const STAGE_LANE_TERM_START = 96; // -> i32 [laneTables + 1]
export const STAGE_LANE_DIAGONAL = 100; // -> i32 [laneTables]: which diagonal each lane table stands for
export const STAGE_BYTES = 104;

// Data terms whose coefficients are a parameter times a number: the angles write them anew before every step.
export const SCALED_START = 0; // -> i32 [laneTables + 1]: they are sorted by lane table
export const SCALED_WORDS = 4; // -> i32 [place among the data terms, angle] a term
export const SCALED_COEFFICIENT = 8; // -> f64: the number that the parameter is multiplied by
export const SCALED_GRADIENT = 12; // -> f64 [even lanes, odd lanes] a term: sums over the samples
export const SCALED_BYTES = 16;

// A pass: four rows that differ in two bits, Hadamards, a diagonal, Hadamards. Masks say on which of the two bits.
export const PASS_LO = 0; // the lower bit
export const PASS_HI = 4; // the higher bit
export const PASS_BEFORE = 8; // mask of the Hadamards in front of the diagonal
export const PASS_AFTER = 12; // mask of those behind it
export const PASS_DIAGONAL = 16; // number of the diagonal, or -1 for Hadamards alone
export const PASS_LANE_TABLE = 20; // number of its lane table, or -1
export const PASS_BYTES = 24;

// A circuit: what of one processor the angles alone make. In the observable engine its stages run from the readout
// backwards and leave V, in the state engine they take every sample through the processor.
export const CIRCUIT_QUBITS = 0;
export const CIRCUIT_HALVES = 4;
export const CIRCUIT_STAGES = 8; // number of stages
export const CIRCUIT_STAGE_LIST = 12; // -> i32: stage descriptors
export const CIRCUIT_START_ROW = 16; // bit of the readout in the first stage's rows
export const CIRCUIT_MIXING = 20; // -> stage of the mixing layers in front of phases, or 0
export const CIRCUIT_OBSERVABLE = 24; // -> f64 [2^m][2^m][re, im]: O, Hermitian, where a kind needs it
export const CIRCUIT_GRADIENT = 28; // -> the same shape: dLoss/dO
export const CIRCUIT_BYTES = 32;

// A processor: what turns the chunk of samples into the coordinates of its response, and back.
export const PROCESSOR_KIND = 0; // one of the KIND_ values
export const PROCESSOR_CIRCUIT = 4; // -> circuit; of a pair, that of the left one; of rotations, the ROTATIONS_ fields
export const PROCESSOR_SLOT = 8; // first of the 4^h coordinate slots of every product of readouts
export const PROCESSOR_SOURCE = 12; // -> f64 a sample: phases [re, im][2^m], columns, unitary or data angles
export const PROCESSOR_SOURCE_COUNT = 16; // f64 a sample
export const PROCESSOR_CHUNK = 20; // -> the gathered chunk [source count][lanes]
export const PROCESSOR_MATRICES = 24; // -> f64: matrices that all samples share, see columns.ts and mixed-pair.ts
export const PROCESSOR_TILES = 28; // -> v128 accumulators of the gradient
export const PROCESSOR_WORK = 32; // -> f64 scratch
// Of columns alone.
export const PROCESSOR_GIVEN = 36; // 1: the columns are a user's, unitary to a tolerance only
// Of the state engine and, of its Jacobians' fields, tangents.
export const PROCESSOR_READOUT_MASK = 40; // row bit of the readout in the last stage
export const PROCESSOR_DENSE_BEFORE = 44; // stage in front of which the sample's unitary acts, or -1; for 0, its columns
export const PROCESSOR_ANGLE_START = 48; // first angle of the processor, for the Fisher blocks
export const PROCESSOR_ANGLE_COUNT = 52;
export const PROCESSOR_JACOBIAN = 56; // -> f64 [angles][samples of all chunks * subsets]
export const PROCESSOR_LANE_Z = 60; // -> f64 [rows][lanes]
// Of the pairs alone.
export const PAIR_CIRCUIT = 64; // -> circuit of the right one
export const PAIR_MATRIX = 68; // -> f64 [2^m][2^m][re, im]: C of phase-pair.ts, W of mixed-pair.ts
export const PAIR_GRADIENT = 72; // -> the same shape: the gradient of that matrix
export const PAIR_SOURCE = 76; // -> f64 a sample: the right one's phases, where the left one's do not hold both
export const PAIR_SOURCE_COUNT = 80;
export const PAIR_CHUNK = 84; // -> the gathered chunk of these
export const PAIR_MATRICES = 88; // -> f64: the right one's matrices
export const PAIR_TILES = 92; // -> v128 accumulators of their gradient
// Of tangents alone, see tangents.ts.
export const TANGENT_STATES = 96; // -> f64: the chunk's samples behind the circuit
export const TANGENT_WEIGHTED = 100; // -> f64: half of their rows, weighted by the coordinates' adjoints
export const TANGENT_TABLE = 104; // -> f64 [angles / 4][2^(2m-1)][4]
export const TANGENT_SEEDS = 108; // -> f64 [lanes / 4][2^(2m-1)][4]
// Of several readouts alone, see readouts.ts; of the state engine and its Jacobians.
export const PROCESSOR_READOUTS = 112; // r, how many qubits are read out; at least 1
export const PROCESSOR_READOUT_ROWS = 116; // -> i32: the rows by outcome, where there are several
export const PROCESSOR_GROUPS = 120; // -> f64 [2^r][4^h][lanes] scratch
export const PROCESSOR_BYTES = 124;

export const KIND_CHARACTERS = 0; // observable engine, one data diagonal after Hadamards: p_i O_ij p_j
export const KIND_COLUMNS = 1; // observable engine, columns of the embedded state kept
export const KIND_MIXED = 2; // observable engine, columns made of phases and mixing layers
export const KIND_STATE = 3; // every sample runs through the circuit
export const KIND_PHASE_PAIR = 4; // Bell-m on m qubits, two processors as one: a pair sum on products of phases
export const KIND_MIXED_PAIR = 5; // Bell-m on m qubits behind mixing, two processors as one: the joint amplitudes
export const KIND_TANGENTS = 6; // Jacobians alone: the circuit as one matrix, and its derivative by every angle
export const KIND_ROTATIONS = 7; // every sample runs through layers of single-qubit rotations between layers of CZ
export const KIND_PAULI = 8; // with noise: the readout runs backwards through every sample's circuit, as Pauli strings
export const KIND_OPERATORS = 9; // with noise: the readout runs backwards once, and meets the samples' embedded operators

// Rotations: what rotations.ts runs. A turn is all that one layer does to one qubit; the last one is the readout's.
// "Numbers" are derivatives by turns of a qubit about an axis, [number][2 lanes].
export const ROTATIONS_ROW_BITS = 0;
export const ROTATIONS_HALVES = 4;
export const ROTATIONS_READOUT = 8; // row bit of the readout
export const ROTATIONS_READOUT_SIGNS = 12; // -> f64 [rows]: 0 or -0, by the CZs of the last layer on the readout
export const ROTATIONS_LAST_FRAME = 16; // the readout's turn in the layer before the last, or -1
export const ROTATIONS_TURNS = 20; // number of turns
export const ROTATIONS_TURN_WORDS = 24; // -> i32: the TURN_ fields of one turn after the other
export const ROTATIONS_COUNT = 28; // number of rotations
export const ROTATIONS_WORDS = 32; // -> i32: the ROTATION_ fields of one rotation after the other
export const ROTATIONS_LANE_COUNT = 36; // number of rotations whose angles hold data
export const ROTATIONS_TERMS = 40; // number of terms: an angle is the sum of its terms
export const ROTATIONS_TERM_WORDS = 44; // -> i32 [angle or -1, data angle or -1]
export const ROTATIONS_TERM_COEFFICIENT = 48; // -> f64
export const ROTATIONS_DIAGONALS = 52; // number of diagonals: alternately behind Hadamards and in front of a layer
export const ROTATIONS_FACTORS = 56; // -> i32 [diagonals][row bits][2]: turns whose phases the bit has, or -1
export const ROTATIONS_SIGNS = 60; // -> f64 [diagonals][rows]: 0 or -0, the row's sign beside that of the row without its top bit
export const ROTATIONS_SCALES = 64; // -> f64 [diagonals]
export const ROTATIONS_FIRST_MASK = 68; // row bits that the first layer turns
export const ROTATIONS_FIRST_TURNS = 72; // -> i32 [halves]: their turns in the first layer, or -1
export const ROTATIONS_PASSES = 76; // number of passes
export const ROTATIONS_PASS_WORDS = 80; // -> i32: the PASS_ fields of one pass after the other
export const ROTATIONS_NUMBERS = 84; // [diagonals][row bits], [row bits] at the start, one that is 0, and the last turn's
export const ROTATIONS_SHARED = 88; // -> f64 [cos, sin][rotations, made even] of half their angles, where no data stand
export const ROTATIONS_LANE = 92; // -> f64 [lane rotations][cos, sin][lanes]
export const ROTATIONS_EULER = 96; // -> v128 [pairs of lanes][turns][6]
export const ROTATIONS_TABLE = 100; // -> v128 [pairs of lanes][diagonals][rows][re, im]
export const ROTATIONS_HISTORY = 104; // -> v128 [pairs of lanes][diagonals][rows][2^h][re, im]
export const ROTATIONS_STATE = 108; // -> v128 [pairs of lanes][rows][2^h][re, im]
export const ROTATIONS_MOMENTS = 112; // -> v128 [pairs of lanes][4^h][3]
export const ROTATIONS_ADJOINT = 116; // -> v128 [rows][2^h][re, im]
export const ROTATIONS_Z = 120; // -> v128 [rows][2^h]
export const ROTATIONS_NUMBER = 124; // -> v128 [2][numbers]: about the axis that the number's place says, and about Y
export const ROTATIONS_SEED = 128; // -> v128 [4^h][re, im]: K of state.ts, and scratch of 2^h
export const ROTATIONS_GRADIENT = 132; // -> v128 [terms]
export const ROTATIONS_FLAT = 136; // -> i32 [diagonals]: bits whose turns are nearly flat in one of the two lanes
export const ROTATIONS_ANGLES = 140; // -> f64: the angles of the last start
export const ROTATIONS_BYTES = 144;

export const TURN_FIRST = 0; // its rotations, in the order of time
export const TURN_END = 4;
export const TURN_END_NUMBER = 8; // where dL/d(turn about Z) behind it stands
export const TURN_MIDDLE_NUMBER = 12; // about X, in the middle
export const TURN_START_NUMBER = 16; // about Z, in front of it
export const TURN_DIAGONAL = 20; // the diagonal of its middle, and its bit
export const TURN_BIT = 24;
export const TURN_BYTES = 28;

export const ROTATION_AXIS = 0; // 0, 1, 2: X, Y, Z
export const ROTATION_LANE = 4; // its number among those with data, or -1
export const ROTATION_FIRST = 8; // its terms
export const ROTATION_END = 12;
export const ROTATION_BYTES = 16;

// A sweep: operations on a vector over Pauli strings, f64 [string][lanes], from the readout backwards; see pauli-sweep.ts.
// Offsets of vectors are counted in strings from the start of the history of a product of readouts.
export const SWEEP_OPERATIONS = 0; // number of operations
export const SWEEP_OPERATION_WORDS = 4; // -> i32: the OPERATION_ fields of one operation after the other
export const SWEEP_SEGMENTS = 8; // number of segments, whose histories share their place
export const SWEEP_SEGMENT_STARTS = 12; // -> i32 [segments + 1]: operations
export const SWEEP_START_STRINGS = 16; // strings of the vector in front of the first operation
export const SWEEP_END_STRINGS = 20; // of that behind the last one
export const SWEEP_END = 24; // where the vector behind the last operation stands
export const SWEEP_HISTORY_STRINGS = 28; // of one product of readouts
export const SWEEP_MOST_STRINGS = 32; // of any vector
export const SWEEP_PRODUCTS = 36; // products of readouts, each with a history
export const SWEEP_RUNS = 40; // number of runs, the 4 x 4 matrices
export const SWEEP_RUN_WORDS = 44; // -> i32: the RUN_ fields of one run after the other
export const SWEEP_LANE_RUNS = 48; // number of those with data
export const SWEEP_FACTOR_WORDS = 52; // -> i32: the angle, or -1 and the number of the fixed matrix, in pairs
export const SWEEP_FIXED = 56; // -> f64 [fixed matrices][12]
export const SWEEP_ANGLES = 60; // number of angles
export const SWEEP_ANGLE_WORDS = 64; // -> i32: the ANGLE_ fields of one angle after the other
export const SWEEP_LANE_ANGLES = 68; // number of those with data
export const SWEEP_TERMS = 72; // an angle is the sum of its terms
export const SWEEP_TERM_WORDS = 76; // -> i32 [parameter or -1, data angle or -1] a term
export const SWEEP_TERM_COEFFICIENT = 80; // -> f64
export const SWEEP_LONGEST = 84; // most turning factors of a run
export const SWEEP_HISTORY = 88; // -> f64 [products][strings][lanes]
export const SWEEP_ADJOINT = 92; // -> f64 [2][strings][lanes]
export const SWEEP_WORK = 96; // -> f64 [strings][lanes], where an operation needs one
export const SWEEP_SHARED = 100; // -> f64 [cos, sin][angles, made even]
export const SWEEP_LANE = 104; // -> f64 [lane angles][cos, sin][lanes]
export const SWEEP_MATRICES = 108; // -> f64 [runs][12]
export const SWEEP_LANE_MATRICES = 112; // -> f64 [lane runs][12][lanes]
export const SWEEP_MATRIX_GRADIENT = 116; // -> v128 [runs][12]: even lanes, odd lanes
export const SWEEP_TERM_GRADIENT = 120; // -> v128 [terms]
export const SWEEP_SCRATCH = 124; // -> v128 [12 + 6 longest + 12]: a product of factors, its parts, a derivative
export const SWEEP_UNDOES = 128; // 1: some operation needs the work vector
export const SWEEP_BYTES = 132;

export const OPERATION_KIND = 0; // one of the OPERATION_ values below
export const OPERATION_IN = 4; // where the vector stands that it reads
export const OPERATION_OUT = 8; // where the one stands that it makes; the same where it works in place
export const OPERATION_BEFORE = 12; // strings of the vector that it reads
export const OPERATION_STRINGS = 16; // strings of the vector that it makes
export const OPERATION_STRIDE = 20; // strings from one digit of its qubit to the next
export const OPERATION_NUMBER = 24; // of its run, or of its angle
export const OPERATION_COUNT = 28; // of pairs of strings, or of conditions
export const OPERATION_TABLE = 32; // -> i32: pairs of strings; for each string the one it comes from; conditions
export const OPERATION_FACTORS = 36; // -> f64 [strings]: of a permutation
export const OPERATION_BACK = 40; // -> i32 [strings before]: for each string the one that it becomes
export const OPERATION_BACK_FACTORS = 44; // -> f64 [strings before]
export const OPERATION_BYTES = 48;

export const OPERATION_TURN = 0; // a run's matrix on one digit
export const OPERATION_PARITY = 1; // pairs of strings rotate by an angle, in place
export const OPERATION_PERMUTATION = 2; // every string becomes another one, times a factor
export const OPERATION_BRANCH = 3; // a run's matrix on one digit where outcomes of measured qubits hold

// A run: all that happens to one qubit between two operations on several, the product of its factors.
export const RUN_FIRST = 0; // its factors, from left to right
export const RUN_END = 4;
export const RUN_LANE = 8; // its number among those with data, or -1
export const RUN_AFFINE = 12; // 1: it takes X, Y and Z to I too
export const RUN_TRAINED = 16; // 1: it holds parameters
export const RUN_BYTES = 20;

export const ANGLE_LANE = 0; // its number among those with data, or -1
export const ANGLE_FIRST = 4; // its terms
export const ANGLE_END = 8;
export const ANGLE_TRAINED = 12; // 1: it holds parameters
export const ANGLE_BYTES = 16;

// Pauli: the readout's sweep of a processor, in two parts where data begin behind operations that all samples share.
export const PAULI_SHARED = 0; // -> sweep of what all samples share, or 0
export const PAULI_OWN = 4; // -> sweep of every sample
export const PAULI_STARTS = 8; // -> i32 [products]: the string of each product of readouts
export const PAULI_RESPONSES = 12; // 4^h
export const PAULI_MEMBERS = 16; // strings that sum up to a response
export const PAULI_MEMBER_WORDS = 20; // -> i32 [4^h][members]: strings; -1 first where there are none
export const PAULI_BORDER = 24; // -> v128 [products][strings]: adjoint of the shared part's result
// Of operators alone, see operators.ts.
export const PAULI_SUPPORT_START = 28; // -> i32 [4^h + 1]
export const PAULI_SUPPORT = 32; // -> i32: for each response the strings that its embedded operators have, an even number
export const PAULI_PACKED = 36; // -> f64 [products][support]: the observable's coefficients of these strings
export const PAULI_PACKED_GRADIENT = 40; // -> the same shape
export const PAULI_DATA = 44; // -> f64 [EMBEDDED_LANES][data angles]: of the samples that are embedded now
export const PAULI_DATA_COUNT = 48;
export const PAULI_LANES = 52; // of the shared sweep: 2, or those of the plan for Jacobians
export const PAULI_ANGLES = 56; // -> f64: the angles of the last start
export const PAULI_IDS = 60; // -> i32: the chunk's rows
export const PAULI_BYTES = 64;

/** Samples that are embedded at a time as operators. */
export const EMBEDDED_LANES = 16;

// The plan: everything of one session.
export const PLAN_PROCESSORS = 0; // number of processors; a pair is one
export const PLAN_PROCESSOR_LIST = 4; // -> i32: processor descriptors
export const PLAN_LANES = 8; // samples a chunk
export const PLAN_SLOTS = 12; // -> f64 [slots][lanes]; slot 0 holds ones
export const PLAN_ADJOINTS = 16; // -> the same shape
export const PLAN_SLOT_COUNT = 20;
export const PLAN_COORDINATE_SLOTS = 24; // slots 1 .. this - 1 are coordinates, the others are derived
export const PLAN_ENTRIES = 28;
export const PLAN_ENTRY_WORDS = 32; // -> i32 [out, left, right] an entry
export const PLAN_ENTRY_COEFFICIENT = 36; // -> f64
export const PLAN_SUBSETS = 40; // 2^R for R bits of all readouts
export const PLAN_CORRELATOR_SLOT = 44; // -> i32 [2^R]: slot of the correlator of each subset of the bits
export const PLAN_OUTCOME_MATRIX = 48; // -> f64 [2^R outcomes][2^R subsets]: P(a) from the correlators
export const PLAN_LABELS = 52; // -> f64 [samples]: +1 or -1, or the number of the class
export const PLAN_IDS = 56; // -> i32: rows of the minibatch
export const PLAN_ANGLES = 60; // -> f64: parameters, then constants
export const PLAN_GRADIENT = 64; // -> f64, same length
export const PLAN_WEIGHTS = 68; // -> f64 [2^K], or [classes][2^K]
export const PLAN_WEIGHT_GRADIENT = 72; // -> f64, the same shape
export const PLAN_HEAD = 76; // -> f64 scratch of the head
export const PLAN_PROBABILITIES = 80; // -> f64 [samples][2^K]
export const PLAN_ANGLE_COUNT = 84; // parameters and constants
export const PLAN_FISHER = 88; // -> f64 [parameters][parameters]
export const PLAN_FISHER_WORK = 92; // -> f64 scratch
export const PLAN_ROW_WEIGHTS = 96; // -> f64 [samples]: what each row weighs in the loss; 0 where all weigh 1
export const PLAN_SECOND_MOMENT = 100; // -> f64 scratch of second-moment.ts
export const PLAN_CLASSES = 104; // how many there are, where they are more than two
export const PLAN_CLASS_SCRATCH = 108; // -> f64 scratch of classes.ts
export const PLAN_BYTES = 112;

// The losses, as functions of E and the label y.
export const LOSS_MSE = 0; // (y - E)^2
export const LOSS_PRODUCT = 1; // -y E
export const LOSS_LOGISTIC = 2; // log(1 + e^(-y E))
export const LOSS_HINGE = 3; // max(0, 1 - y E)

// The observable engine's chunk: samples in SIMD lanes, constant so that the loops' trip counts are. Of the gathered
// chunk each number has a plane of its own; 64 bytes between planes keep them from falling on the same cache sets.
export const CHUNK = 64;
export const PLANE = 72; // f64 from one plane to the next

// A diagonal on a joint state, split into a low block of rows and the rows' high bits.
export const JOINT_LOW_BITS = 0; // row bits of the low block
export const JOINT_HIGH_BITS = 4; // row bits above it
export const JOINT_CROSS_BITS = 8; // high bits that the low table depends on
export const JOINT_CROSS_INDEX = 12; // -> i32 [2^high]: which low table a high value takes
export const JOINT_LOW_RE = 16; // -> f64 [2^cross][2^low][2]
export const JOINT_LOW_IM = 20;
export const JOINT_LOW_BASE_RE = 24;
export const JOINT_LOW_BASE_IM = 28;
export const JOINT_LOW_Z = 32;
export const JOINT_HIGH_RE = 36; // -> f64 [2^high], made even
export const JOINT_HIGH_IM = 40;
export const JOINT_HIGH_BASE_RE = 44;
export const JOINT_HIGH_BASE_IM = 48;
export const JOINT_HIGH_Z = 52;
export const JOINT_LOW_TERMS = 56; // number of terms; words [slot, angle] and coefficients follow
export const JOINT_LOW_TERM_WORDS = 60;
export const JOINT_LOW_TERM_COEFFICIENT = 64;
export const JOINT_HIGH_TERMS = 68;
export const JOINT_HIGH_TERM_WORDS = 72;
export const JOINT_HIGH_TERM_COEFFICIENT = 76;
export const JOINT_LOW_ANGLE_BITS = 80; // bits that the low table's angles depend on: without or with the crossing ones
export const JOINT_REAL = 84; // 1: no term with an angle and no imaginary part
export const JOINT_AFTER = 88; // Hadamards behind it whose scale it carries: backwards, both states are 2^(this/2) too large
export const JOINT_BYTES = 92;

// An operation on a joint state: [kind, argument, second argument].
export const JOINT_OPERATION_WORDS = 3;
export const JOINT_HADAMARDS = 0; // on the row bits of the argument and, where the second is 1, on the lowest qubit
export const JOINT_DIAGONAL = 1; // whose descriptor is the argument
export const JOINT_PERMUTATION = 2; // by the tables of the low and of the high bits, see joint-permutation.ts
export const JOINT_PERMUTED_BITS = 10; // most low bits: a table of 4 KiB beside the state in the cache

// Where each field of the descriptors stands, in bytes from the descriptor's start. Every field is one i32.
// The build copies this file to the TypeScript side, so that both sides read one definition.

// A stage: one compiled sweep over 2^rowBits rows of `columns` complex columns.
export const STAGE_ROW_BITS = 0;
export const STAGE_COLUMNS = 4;
export const STAGE_DIAGONALS = 8; // row stride of the table: the number of diagonals, made even
export const STAGE_PASSES = 12; // number of passes
export const STAGE_PASS_WORDS = 16; // -> [lo, hi, before, after, diagonal, laneTable] a pass
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
export const STAGE_LANE_TERMS = 84; // number of data terms
export const STAGE_LANE_TERM_WORDS = 88; // -> i32 [mask, dataAngle] a term, sorted by lane table
export const STAGE_LANE_TERM_COEFFICIENT = 92; // -> f64
export const STAGE_LANE_TERM_START = 96; // -> i32 [laneTables + 1]
export const STAGE_LANE_DIAGONAL = 100; // -> i32 [laneTables]: which diagonal each lane table stands for
export const STAGE_BYTES = 104;
export const PASS_WORDS = 6;

// A processor: what turns the chunk of samples into the coordinates of its response, and back.
export const PROCESSOR_KIND = 0; // one of the KIND_ values
export const PROCESSOR_QUBITS = 4;
export const PROCESSOR_HALVES = 8;
export const PROCESSOR_STAGES = 12; // number of stages
export const PROCESSOR_STAGE_LIST = 16; // -> i32: stage descriptors
export const PROCESSOR_START_ROW = 20; // bit of the readout in the first stage's rows
export const PROCESSOR_OBSERVABLE = 24; // -> f64 [2^m][2^m][re, im]: O, Hermitian; of two mixed at once, W (pair.ts)
export const PROCESSOR_GRADIENT = 28; // -> the same shape: dLoss/dO, or of W
export const PROCESSOR_TILES = 32; // -> v128 accumulators of the gradient, see characters.ts, columns.ts and pair.ts
export const PROCESSOR_SOURCE = 36; // -> f64 a sample: phases [re, im][2^m], columns, unitary or data angles
export const PROCESSOR_SOURCE_COUNT = 40; // f64 a sample
export const PROCESSOR_CHUNK = 44; // -> the gathered chunk [source count][lanes]
export const PROCESSOR_SLOT = 48; // first of the 4^h coordinate slots
export const PROCESSOR_COLUMNS_WORK = 52; // -> f64 scratch of the column kernels
export const PROCESSOR_MIXING = 56; // -> stage of the mixing layers in front of phases, or 0
export const PROCESSOR_READOUT_MASK = 60; // row bit of the readout in the last stage (state engine)
export const PROCESSOR_DENSE_BEFORE = 64; // stage in front of which the sample's unitary acts, or -1; for 0, its columns
export const PROCESSOR_ANGLE_START = 68; // first angle of the processor, for the Fisher blocks
export const PROCESSOR_ANGLE_COUNT = 72;
export const PROCESSOR_JACOBIAN = 76; // -> f64 [angles][samples of all chunks * subsets]
export const PROCESSOR_LANE_Z = 80; // -> f64 [rows][lanes]
export const PROCESSOR_SOURCE_DATA = 84; // offset in f64 of the data angles in the source (after a unitary)
export const PROCESSOR_MATRICES = 88; // -> f64: the shared matrices of the column kernels, see columns.ts and pair.ts
export const PROCESSOR_GIVEN = 92; // 1: the columns are a user's, unitary to a tolerance only
export const PROCESSOR_BYTES = 96;

export const KIND_CHARACTERS = 0; // observable engine, one data diagonal after Hadamards: p_i O_ij p_j
export const KIND_COLUMNS = 1; // observable engine, columns of the embedded state kept
export const KIND_MIXED = 2; // observable engine, columns made of phases and mixing layers
export const KIND_STATE = 3; // every sample runs through the circuit

// The plan: everything of one session.
export const PLAN_PROCESSORS = 0;
export const PLAN_PROCESSOR_LIST = 4; // -> i32: processor descriptors
export const PLAN_LANES = 8; // samples a chunk
export const PLAN_SLOTS = 12; // -> f64 [slots][lanes]; slot 0 holds ones
export const PLAN_ADJOINTS = 16; // -> the same shape
export const PLAN_SLOT_COUNT = 20;
export const PLAN_COORDINATE_SLOTS = 24; // slots 1 .. this - 1 are coordinates, the others are derived
export const PLAN_ENTRIES = 28;
export const PLAN_ENTRY_WORDS = 32; // -> i32 [out, left, right] an entry
export const PLAN_ENTRY_COEFFICIENT = 36; // -> f64
export const PLAN_SUBSETS = 40; // 2^K
export const PLAN_CORRELATOR_SLOT = 44; // -> i32 [2^K]: slot of the correlator of each subset
export const PLAN_OUTCOME_MATRIX = 48; // -> f64 [2^K outcomes][2^K subsets]: P(a) from the correlators
export const PLAN_LABELS = 52; // -> f64 [samples]
export const PLAN_IDS = 56; // -> i32: rows of the minibatch
export const PLAN_ANGLES = 60; // -> f64: parameters, then constants
export const PLAN_GRADIENT = 64; // -> f64, same length
export const PLAN_WEIGHTS = 68; // -> f64 [2^K]
export const PLAN_WEIGHT_GRADIENT = 72; // -> f64 [2^K]
export const PLAN_HEAD = 76; // -> f64 [4 * 2^K] scratch of the head
export const PLAN_PROBABILITIES = 80; // -> f64 [samples][2^K]
export const PLAN_FUSED = 84; // Bell-m on m qubits: FUSED_PHASES, one pair sum on products of phases, or FUSED_MIXED
export const PLAN_ANGLE_COUNT = 88; // parameters and constants
export const PLAN_FISHER = 92; // -> f64 [parameters][parameters]
export const PLAN_FISHER_WORK = 96; // -> f64 scratch
export const PLAN_BYTES = 100;

export const FUSED_PHASES = 1; // both processors KIND_CHARACTERS
export const FUSED_MIXED = 2; // both processors KIND_MIXED, see pair.ts

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

//! A question of definition 口径问答: a city asks what counts in an indicator, CNIPA answers all cities beside it.

/// Most characters of a question.
pub const QUESTION_MAX: u32 = 500;
/// Most characters of an answer, or of the reason why there is none.
pub const ANSWER_MAX: u32 = 1_000;

//! What is left open of a place.

use serde::{Deserialize, Serialize};

use crate::presence::Spot;

/// What others are shown of a place that is not shown exactly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Halo {
    /// Where they are shown it.
    pub middle: Spot,
    /// About how far from there it may be, in kilometres.
    pub reach: f64,
    /// "near Lyon, France", as they are told.
    pub words: String,
}

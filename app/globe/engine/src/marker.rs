use globe::{Circle, Spot};

/// Somebody on the globe. Their button has this `id` as its `data-user`.
#[derive(Clone, Debug, PartialEq)]
pub struct Marker {
    pub id: String,
    pub spot: Spot,
    /// The marker of the person at this browser. At most one is.
    pub mine: bool,
}

/// What friends are shown of a place that they are not shown exactly: a circle on the globe, and its name.
#[derive(Clone, Debug, PartialEq)]
pub struct VisibilityArea {
    pub circle: Circle,
    /// "near Lyon, France", as they are told.
    pub words: String,
}

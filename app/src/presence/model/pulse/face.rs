use crate::presence::model::{Dot, Label, Saying, Status};

/// What a record shows of a person beside their place, in the form in which two can be compared: when a label ends is
/// not on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Face {
    pub(super) status: Status,
    pub(super) label: Option<Label>,
    pub(super) composing: bool,
}

impl Face {
    pub(super) fn of(record: &Dot) -> Self {
        let label = record.label.as_ref().map(Label::without_end);
        Self { status: record.status, label, composing: record.composing }
    }

    pub(super) fn asked(saying: &Saying) -> Self {
        let label = saying.label.as_ref().map(Label::without_end);
        Self { status: saying.status, label, composing: saying.composing }
    }
}

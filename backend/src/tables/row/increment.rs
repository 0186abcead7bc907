//! PATCH `…/rows/:row/:column/increment` and `…/decrement`: a number, changed by so much, whoever else changes it.

use appwrite::{Id, wire::Action as Right};
use axum::{Json, extract::State};
use serde_json::{Map, Number, Value};

use super::{
    arithmetic::{self, Operation},
    model, request,
    request::Known,
    rights, store, structure,
    update::Change,
    wording::Wording,
    writer::Writer,
};
use crate::{
    Backend,
    caller::{Caller, Scope},
    config::ColumnSpec,
    error::{Error, Kind, Result},
    happening::Action,
    params::{Ids, Params},
    tables::family::Family,
};

type Address = Ids<(Id, Id, Id, Id)>;

pub(super) async fn increment(
    State(backend): State<Backend>,
    caller: Caller,
    address: Address,
    wording: Wording,
    params: Params,
) -> Result<Json<Value>> {
    step(Step::Up, backend, caller, address, wording, params).await
}

pub(super) async fn decrement(
    State(backend): State<Backend>,
    caller: Caller,
    address: Address,
    wording: Wording,
    params: Params,
) -> Result<Json<Value>> {
    step(Step::Down, backend, caller, address, wording, params).await
}

#[derive(Clone, Copy, PartialEq)]
enum Step {
    Up,
    Down,
}

async fn step(
    step: Step,
    backend: Backend,
    caller: Caller,
    Ids((database, table, row, key)): Address,
    wording: Wording,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::RowsWrite)?;
    request::refuse_transaction(&params)?;
    let by: Number = params.or("value", 1.into())?;
    if !by.as_f64().is_some_and(|by| by > 0.0) {
        return Err(Error::param("value", "Value must be a number greater than 0"));
    }
    let bound: Option<Number> = params.get(step.bound())?;
    let now = backend.clock.now();
    let db = backend.db.clone();
    db.write(move |tx| {
        let table = backend.catalog.open(tx, &database, &table, &caller)?;
        let row = store::find(tx, &table, &row)?.ok_or(Kind::RowNotFound)?;
        // Asked first, so that a refusal tells nobody anything about a row that is not theirs.
        rights::may(&table, &row.grants()?, Right::Update, &caller)?;
        let mut cells = table.columns.iter().zip(&row.values);
        let (column, value) = cells.find(|(column, _)| column.spec.key == key).ok_or(Kind::ColumnNotFound)?;
        let before = model::to_json(&column.spec, value)?;
        let after = step.taken(&column.spec, &before, &by, bound.as_ref(), wording.family)?;
        let data = Map::from_iter([(key.to_string(), Value::Number(after))]);
        let writer = Writer { table: &table, caller: &caller, now, family: wording.family };
        let change = Change { data, permissions: None, known: Known::NOT_SAID };
        Ok(wording.row(change.store(tx, &writer, row, Action::Update)?))
    })
    .await
}

impl Step {
    /// The parameter that says how far it may go.
    fn bound(self) -> &'static str {
        match self {
            Self::Up => "max",
            Self::Down => "min",
        }
    }

    /// Where the step leads from there; what has no value is nothing. Errors: `attribute_type_invalid`, and
    /// `column_limit_exceeded` past the bound of the request, of the column or of numbers.
    fn taken(
        self,
        spec: &ColumnSpec,
        before: &Value,
        by: &Number,
        bound: Option<&Number>,
        family: Family,
    ) -> Result<Number> {
        let name = format!("{} \"{}\"", family.word("Column"), spec.key);
        if spec.array || !arithmetic::is_numeric(spec.kind) {
            return Err(Error::new(Kind::AttributeTypeInvalid, format!("{name} is not a number")));
        }
        let before = before.as_number().cloned().unwrap_or(0.into());
        let (operation, own, word) = match self {
            Self::Up => (Operation::Add, &spec.max, "maximum"),
            Self::Down => (Operation::Subtract, &spec.min, "minimum"),
        };
        let within = |after: &Number, bound: Option<&Number>| {
            bound.is_none_or(|bound| {
                let order = structure::compare(&Value::Number(after.clone()), bound);
                if self == Self::Up { order.is_le() } else { order.is_ge() }
            })
        };
        arithmetic::calculate(spec.kind, &before, operation, by)
            .filter(|after| within(after, bound) && within(after, own.as_ref()))
            .ok_or_else(|| {
                let most = bound.or(own.as_ref()).map(|bound| format!(" of {bound}")).unwrap_or_default();
                let message = format!("{name} has reached the {word} value{most}");
                Error::new(Kind::ColumnLimitExceeded, message)
            })
    }
}

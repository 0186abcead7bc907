//! Arithmetic with what a column of numbers holds.

use serde_json::Number;

use crate::config::ColumnKind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Power,
}

/// Whether there are numbers in columns of this kind.
pub(super) fn is_numeric(kind: ColumnKind) -> bool {
    is_whole(kind) || kind == ColumnKind::Double
}

fn is_whole(kind: ColumnKind) -> bool {
    matches!(kind, ColumnKind::Integer | ColumnKind::BigInt)
}

/// The result as a column of this kind holds it: where only whole numbers are, it is rounded. Nothing, if there is no
/// such number.
pub(super) fn calculate(
    kind: ColumnKind,
    left: &Number,
    operation: Operation,
    right: &Number,
) -> Option<Number> {
    if !is_whole(kind) {
        return Number::from_f64(fractional(left.as_f64()?, operation, right.as_f64()?));
    }
    let exact = left.as_i64().zip(right.as_i64()).map(|(left, right)| whole(left, operation, right));
    match exact {
        Some(Exact::Number(number)) => Some(number.into()),
        Some(Exact::TooLarge) => None,
        Some(Exact::Fraction) | None => {
            rounded(fractional(left.as_f64()?, operation, right.as_f64()?)).map(Number::from)
        }
    }
}

/// Whole numbers are calculated with as such, since not all of them are exact as fractions.
enum Exact {
    Number(i64),
    TooLarge,
    Fraction,
}

fn whole(left: i64, operation: Operation, right: i64) -> Exact {
    let result = match operation {
        Operation::Add => left.checked_add(right),
        Operation::Subtract => left.checked_sub(right),
        Operation::Multiply => left.checked_mul(right),
        Operation::Divide if right == 0 || left.checked_rem(right).is_some_and(|rest| rest != 0) => {
            return Exact::Fraction;
        }
        Operation::Divide => left.checked_div(right),
        Operation::Modulo => left.checked_rem(right),
        Operation::Power => match u32::try_from(right) {
            Ok(exponent) => left.checked_pow(exponent),
            Err(_) => return Exact::Fraction,
        },
    };
    result.map_or(Exact::TooLarge, Exact::Number)
}

fn fractional(left: f64, operation: Operation, right: f64) -> f64 {
    match operation {
        Operation::Add => left + right,
        Operation::Subtract => left - right,
        Operation::Multiply => left * right,
        Operation::Divide => left / right,
        Operation::Modulo => left % right,
        Operation::Power => left.powf(right),
    }
}

fn rounded(number: f64) -> Option<i64> {
    /// The first whole number that is too large: 2⁶³, which is exact.
    const END: f64 = 9_223_372_036_854_775_808.0;
    #[expect(clippy::cast_possible_truncation, reason = "what does not fit was turned away")]
    (-END..END).contains(&number.round()).then(|| number.round() as i64)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn result(kind: ColumnKind, left: Value, operation: Operation, right: Value) -> Option<Value> {
        let number = |value: Value| value.as_number().cloned().unwrap();
        calculate(kind, &number(left), operation, &number(right)).map(Value::Number)
    }

    #[test]
    fn whole_numbers_stay_whole_and_exact() {
        let whole =
            |left: i64, operation, right: Value| result(ColumnKind::Integer, json!(left), operation, right);
        let large = i64::MAX - 1;
        assert_eq!(whole(large, Operation::Add, json!(1)), Some(json!(i64::MAX)));
        assert_eq!(whole(large, Operation::Add, json!(2)), None);
        assert_eq!(whole(i64::MIN, Operation::Divide, json!(-1)), None);
        assert_eq!(whole(7, Operation::Divide, json!(2)), Some(json!(4)), "rounded");
        assert_eq!(whole(-7, Operation::Modulo, json!(4)), Some(json!(-3)));
        assert_eq!(whole(2, Operation::Power, json!(10)), Some(json!(1024)));
        assert_eq!(whole(2, Operation::Power, json!(64)), None);
        assert_eq!(whole(3, Operation::Multiply, json!(1.5)), Some(json!(5)));
        assert_eq!(whole(1, Operation::Divide, json!(0)), None);
        assert_eq!(whole(1, Operation::Modulo, json!(0)), None);
    }

    #[test]
    fn fractions_must_be_numbers() {
        let real =
            |left: f64, operation, right: Value| result(ColumnKind::Double, json!(left), operation, right);
        assert_eq!(real(1.5, Operation::Add, json!(1)), Some(json!(2.5)));
        assert_eq!(real(2.0, Operation::Power, json!(-1)), Some(json!(0.5)));
        assert_eq!(real(1.0, Operation::Divide, json!(0)), None);
        assert_eq!(real(-1.0, Operation::Power, json!(0.5)), None);
        assert_eq!(real(f64::MAX, Operation::Multiply, json!(2)), None);
    }
}

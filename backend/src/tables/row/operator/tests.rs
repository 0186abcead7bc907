use serde_json::json;

use super::*;

fn column(kind: &str, array: bool) -> ColumnSpec {
    serde_json::from_value(json!({ "key": "it", "type": kind, "size": 8, "array": array })).unwrap()
}

/// What an operator, as the SDKs send it, makes of a column of this kind.
fn applied(spec: &ColumnSpec, before: Value, operator: Value) -> std::result::Result<Value, Unfit> {
    let operator = Operator::in_place_of(&Value::String(operator.to_string())).unwrap();
    operator.apply(spec, before, Timestamp::from_millis(1000))
}

#[track_caller]
fn makes(spec: &ColumnSpec, before: Value, method: &str, values: Value, after: Value) {
    let result = applied(spec, before, json!({ "method": method, "values": values }));
    assert_eq!(result, Ok(after), "{method}");
}

#[test]
fn numbers_are_calculated_and_held_within_bounds() {
    let whole = column("integer", false);
    makes(&whole, json!(3), "increment", json!([]), json!(4));
    makes(&whole, json!(3), "increment", json!([5, 6]), json!(6));
    makes(&whole, json!(null), "increment", json!([5]), json!(5));
    makes(&whole, json!(3), "decrement", json!([5, 0]), json!(0));
    makes(&whole, json!(3), "multiply", json!([4, 10]), json!(10));
    makes(&whole, json!(9), "divide", json!([3, 1]), json!(3));
    makes(&whole, json!(9), "modulo", json!([4]), json!(1));
    makes(&whole, json!(2), "power", json!([3]), json!(8));
    makes(&whole, json!(i64::MAX), "increment", json!([1, 100]), json!(100));
    makes(&whole, json!(i64::MIN), "decrement", json!([1, 0]), json!(0));
    let below = applied(&whole, json!(i64::MAX), json!({ "method": "multiply", "values": [-2, 100] }));
    assert!(below.unwrap_err().contains("out of range"), "that is not past 100");
    makes(&column("double", false), json!(1.5), "increment", json!([0.25]), json!(1.75));
}

#[test]
fn lists_are_changed_item_by_item() {
    let list = column("varchar", true);
    let before = || json!(["a", "b", "a"]);
    makes(&list, before(), "arrayAppend", json!(["c", "d"]), json!(["a", "b", "a", "c", "d"]));
    makes(&list, before(), "arrayPrepend", json!(["c", "d"]), json!(["c", "d", "a", "b", "a"]));
    makes(&list, before(), "arrayInsert", json!([1, "c"]), json!(["a", "c", "b", "a"]));
    makes(&list, before(), "arrayRemove", json!(["a"]), json!(["b"]));
    makes(&list, before(), "arrayUnique", json!([]), json!(["a", "b"]));
    makes(&list, before(), "arrayIntersect", json!(["b", "c"]), json!(["b"]));
    makes(&list, before(), "arrayDiff", json!(["b", "c"]), json!(["a", "a"]));
    makes(&list, before(), "arrayFilter", json!(["notEqual", "a"]), json!(["b"]));
    makes(&list, json!(null), "arrayAppend", json!(["a"]), json!(["a"]));
    makes(
        &column("integer", true),
        json!([1, 2, 3]),
        "arrayFilter",
        json!(["greaterThan", 1]),
        json!([2, 3]),
    );
    let day = "2026-05-26T00:00:00.000+00:00";
    makes(&column("datetime", true), json!([day]), "arrayRemove", json!(["2026-05-26"]), json!([]));
}

#[test]
fn texts_truths_and_dates_have_their_own() {
    makes(&column("varchar", false), json!("a"), "stringConcat", json!(["b"]), json!("ab"));
    makes(&column("varchar", false), json!(null), "stringConcat", json!(["b"]), json!("b"));
    makes(&column("varchar", false), json!("aba"), "stringReplace", json!(["a", "c"]), json!("cbc"));
    makes(&column("boolean", false), json!(true), "toggle", json!([]), json!(false));
    makes(&column("boolean", false), json!(null), "toggle", json!([]), json!(true));
    let date = column("datetime", false);
    let day = |day: &str| json!(format!("2026-{day}T00:00:00.000+00:00"));
    makes(&date, day("05-31"), "dateAddDays", json!([1]), day("06-01"));
    makes(&date, day("05-01"), "dateSubDays", json!([1]), day("04-30"));
    makes(&date, json!(null), "dateSetNow", json!([]), json!("1970-01-01T00:00:01.000+00:00"));
    makes(&date, json!(null), "dateAddDays", json!([1]), json!(null));
}

#[test]
fn what_makes_no_sense_is_said_in_words() {
    let refused = |kind: &str, array: bool, method: &str, values: Value| {
        applied(&column(kind, array), Value::Null, json!({ "method": method, "values": values })).unwrap_err()
    };
    assert_eq!(
        refused("varchar", false, "increment", json!([1])),
        "Cannot apply increment to non-numeric field 'it'"
    );
    assert_eq!(
        refused("integer", true, "increment", json!([1])),
        "Cannot apply increment to non-numeric field 'it'"
    );
    assert_eq!(
        refused("integer", false, "increment", json!(["1"])),
        "Numeric operator value must be numeric"
    );
    assert_eq!(refused("integer", false, "increment", json!([1, "9"])), "Max/min limit must be numeric");
    assert_eq!(refused("integer", false, "divide", json!([0])), "Division by zero is not allowed");
    assert_eq!(refused("integer", false, "modulo", json!([0])), "Modulo by zero is not allowed");
    assert_eq!(
        refused("varchar", false, "arrayAppend", json!(["a"])),
        "Cannot apply arrayAppend to non-array field 'it'"
    );
    assert_eq!(
        refused("varchar", true, "arrayInsert", json!([1, "a"])),
        "Insert index 1 is out of bounds for array of length 0"
    );
    assert!(refused("varchar", true, "arrayFilter", json!(["like", "a"])).contains("'like'"));
    assert_eq!(
        refused("integer", false, "toggle", json!([])),
        "Cannot apply toggle to non-boolean field 'it'"
    );
    assert_eq!(
        refused("integer", false, "dateSetNow", json!([])),
        "Cannot apply dateSetNow to non-date field 'it'"
    );
    assert!(refused("datetime", false, "dateAddDays", json!([i64::MAX])).contains("number of days"));
}

#[test]
fn other_text_is_only_text() {
    for text in ["", "{", "{}", r#"{"method":"nope"}"#, r#"{"values":[1]}"#, "increment"] {
        assert!(Operator::in_place_of(&json!(text)).is_none(), "{text}");
    }
}

//! Passwords as people type them, made the same text whatever keyboard they come from.

use std::ops::RangeInclusive;

use icu_normalizer::ComposingNormalizer;

use super::entry::Problem;

/// How long a password is, in bytes of UTF-8: the backend's own limits.
const BYTES: RangeInclusive<usize> = 8..=256;

/// A password for an account from now on: normalized by RFC 8265 (OpaqueString), so that "é" is the same password typed
/// as one character or as two.
pub(super) struct NewPassword(String);

impl NewPassword {
    /// Takes what was typed. Errors: [`Problem::PasswordLength`].
    pub(super) fn parse(typed: &str) -> Result<Self, Problem> {
        let password = normalized(typed);
        if BYTES.contains(&password.len()) { Ok(Self(password)) } else { Err(Problem::PasswordLength) }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// A password to compare with the account's.
pub(super) struct TypedPassword {
    normalized: String,
    typed: String,
}

impl TypedPassword {
    /// Takes what was typed.
    pub(super) fn new(typed: String) -> Self {
        Self { normalized: normalized(&typed), typed }
    }

    /// What to try, in this order: normalized, then as it was typed where that differs, because the account may be older
    /// than this rule or made at the API. What no password can be is left out; there may be nothing to try.
    pub(super) fn forms(&self) -> impl Iterator<Item = &str> {
        let as_typed = (self.typed != self.normalized).then_some(&self.typed);
        [Some(&self.normalized), as_typed]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .filter(|form| BYTES.contains(&form.len()))
    }
}

/// RFC 8265, section 4.2.2: any space is an ASCII space, and the text is in Unicode's normalization form C.
fn normalized(typed: &str) -> String {
    let is_space = |c| {
        matches!(c, '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}')
    };
    let spaced: String = typed.chars().map(|c| if is_space(c) { ' ' } else { c }).collect();
    ComposingNormalizer::new_nfc().normalize(&spaced).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn forms(typed: &str) -> Vec<String> {
        TypedPassword::new(typed.to_owned()).forms().map(str::to_owned).collect()
    }

    #[test]
    fn a_password_is_the_same_from_every_keyboard() {
        for (one, other) in [
            ("cafe\u{301} au lait", "café au lait"),
            ("\u{1112}\u{1161}\u{11AB}글 암호 열", "한글 암호 열"),
            ("two\u{A0}words", "two words"),
        ] {
            let normal = |typed| NewPassword::parse(typed).map(|password| password.as_str().to_owned());
            assert_eq!(normal(one), normal(other), "{other}");
            assert_eq!(normal(other).as_deref(), Ok(other));
        }
    }

    #[test]
    fn the_length_is_that_of_the_normalized_password() {
        assert!(NewPassword::parse("1234567").is_err());
        assert!(NewPassword::parse("12345678").is_ok());
        assert!(NewPassword::parse(&"x".repeat(257)).is_err());
        // Nine bytes as typed, six of them normalized.
        assert!(NewPassword::parse("e\u{301}e\u{301}e\u{301}").is_err());
    }

    #[test]
    fn a_typed_password_is_tried_normalized_and_then_as_it_was_typed() {
        assert_eq!(forms("correct horse"), ["correct horse"]);
        assert_eq!(forms("cafe\u{301} au lait"), ["café au lait", "cafe\u{301} au lait"]);
        // An account from before has the shorter one.
        assert_eq!(forms("e\u{301}e\u{301}e\u{301}"), ["e\u{301}e\u{301}e\u{301}"]);
        assert!(forms("short").is_empty());
    }

    proptest! {
        #[test]
        fn a_new_password_opens_however_it_is_typed_again(typed in "\\PC{8,60}") {
            if let Ok(password) = NewPassword::parse(&typed) {
                let again = NewPassword::parse(password.as_str()).map(|again| again.0);
                prop_assert_eq!(again.as_ref(), Ok(&password.0));
                let forms = forms(&typed);
                prop_assert_eq!(forms.first(), Some(&password.0));
            }
        }
    }
}

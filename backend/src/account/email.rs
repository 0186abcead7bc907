//! E-mail addresses, as strict as upstream: there must be a real domain, and case says nothing.

use serde_json::Value;

use crate::params::Param;

/// A well-formed address in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Email(pub(crate) String);

impl Param for Email {
    fn parse(value: &Value) -> std::result::Result<Self, String> {
        let text = value.as_str().unwrap_or_default().to_lowercase();
        if is_email(&text) { Ok(Self(text)) } else { Err("Value must be a valid email address.".into()) }
    }
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    text.len() <= 254 && is_local(local) && is_domain(domain)
}

/// Words of letters, digits and some signs, with single dots between them.
fn is_local(local: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty()
            && word.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
    };
    local.len() <= 64 && local.split('.').all(is_word)
}

/// At least two labels of letters, digits and inner hyphens; `localhost` is no place for mail.
fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    domain.contains('.') && domain.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_need_a_name_and_a_domain() {
        for good in ["ana@town.test", "a.b+c@x-y.example.org", "o'neil@a.co", "1@2.de"] {
            assert!(is_email(good), "{good}");
        }
        let long = format!("{}@town.test", "a".repeat(65));
        for bad in [
            "",
            "ana",
            "@town.test",
            "ana@",
            "a@localhost",
            "a..b@x.de",
            ".a@x.de",
            "a@-x.de",
            "a@x..de",
            "a b@x.de",
            "a@x.de ",
            "a@b@x.de",
            &long,
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn case_says_nothing() {
        assert_eq!(Email::parse(&"Ana@Town.TEST".into()), Ok(Email("ana@town.test".into())));
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_taken_for_an_address_has_one_domain_and_no_blanks(text in "[a-zA-Z@. ]{0,20}") {
            if let Ok(Email(email)) = Email::parse(&text.into()) {
                proptest::prop_assert!(!email.contains(' '));
                proptest::prop_assert_eq!(email.matches('@').count(), 1);
            }
        }
    }
}

//! Whom somebody asks to be friends: what they type into the one field for it.

use std::str::FromStr;

use crate::{
    account::entry::{Email, Problem},
    handles::{Handle, model::InvalidHandle},
};

/// A person, as somebody who is no friend of theirs yet can name them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    Handle(Handle),
    Email(Email),
}

impl FromStr for Whom {
    type Err = String;

    /// An `@` in the middle makes it an address. The error is a sentence for whoever typed it.
    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        match text.find('@') {
            Some(1..) => Email::parse(text)
                .map(Self::Email)
                .map_err(|problem: Problem| problem.sentence().into_owned()),
            _ => text.parse().map(Self::Handle).map_err(|invalid: InvalidHandle| invalid.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_field_takes_a_handle_with_or_without_its_sign_and_an_address() {
        let handle = || Whom::Handle("maya".parse().unwrap());
        assert_eq!("@Maya".parse(), Ok(handle()));
        assert_eq!(" maya ".parse(), Ok(handle()));
        let address = Email::parse("maya@example.com").unwrap();
        assert_eq!("Maya@example.com".parse(), Ok(Whom::Email(address)));
    }

    #[test]
    fn what_is_neither_is_told_by_what_it_looks_like() {
        assert!("maya@".parse::<Whom>().unwrap_err().contains("e-mail"));
        assert!("@m".parse::<Whom>().unwrap_err().contains("handle"));
        assert!("".parse::<Whom>().unwrap_err().contains("handle"));
    }
}

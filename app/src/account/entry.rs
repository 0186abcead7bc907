//! What people type to come in, checked before anything is asked of the backend. Plain Rust.

use std::{borrow::Cow, fmt, num::NonZeroU32, str::FromStr};

use crate::{text::is_format, wait::Wait};

/// Why somebody was not let in: what the form says, and what its address carries after the redirect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    EmailInvalid,
    EmailTaken,
    PasswordLength,
    /// The backend takes no such password: too common, used before, or made of the account's own name.
    PasswordRefused,
    NameMissing,
    WrongPassword,
    Blocked,
    /// What was typed to have an account deleted is not what was asked for.
    Farewell,
    TooMany(Wait),
    Unexpected,
}

/// What stands before the seconds to wait in the word for an address.
const TOO_MANY: &str = "too-many-";

/// Which field a problem is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Name,
    Email,
    Password,
}

impl Field {
    /// What the field is called in the form, and where links find it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::Password => "password",
        }
    }
}

impl Problem {
    const WORDS: [(Self, &'static str); 9] = [
        (Self::EmailInvalid, "email-invalid"),
        (Self::EmailTaken, "email-taken"),
        (Self::PasswordLength, "password-length"),
        (Self::PasswordRefused, "password-refused"),
        (Self::NameMissing, "name-missing"),
        (Self::WrongPassword, "wrong-password"),
        (Self::Blocked, "blocked"),
        (Self::Farewell, "farewell"),
        (Self::Unexpected, "unexpected"),
    ];

    /// What happened, then what to do.
    pub fn sentence(self) -> Cow<'static, str> {
        let sentence = match self {
            Self::EmailInvalid => "That does not look like an e-mail address. Check it for typing errors.",
            Self::EmailTaken => {
                "There is already an account with this e-mail. Sign in instead, or use another one."
            }
            Self::PasswordLength => "A password needs at least 8 characters and at most 256.",
            Self::PasswordRefused => {
                "That password is too easy to guess or was used before. Choose another one."
            }
            Self::NameMissing => {
                "Tell us a name your friends will know you by: at least one visible character, at most 128."
            }
            Self::WrongPassword => {
                "That e-mail and password do not belong together. Check both and try again."
            }
            Self::Blocked => "This account has been blocked. Write to whoever runs this AppChat.",
            Self::Farewell => "That is not what was asked for, so nothing was deleted.",
            Self::TooMany(wait) => return format!("Too many attempts. Try again in {wait}.").into(),
            Self::Unexpected => "Something broke on our side. Please try again.",
        };
        sentence.into()
    }

    pub fn field(self) -> Option<Field> {
        match self {
            Self::EmailInvalid | Self::EmailTaken => Some(Field::Email),
            Self::PasswordLength | Self::PasswordRefused | Self::WrongPassword => Some(Field::Password),
            Self::NameMissing => Some(Field::Name),
            Self::Blocked | Self::Farewell | Self::TooMany(_) | Self::Unexpected => None,
        }
    }
}

/// The word for an address.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, Self::WORDS.iter().find(|(problem, _)| problem == self)) {
            (Self::TooMany(wait), _) => write!(f, "{TOO_MANY}{}", wait.as_seconds()),
            (_, Some((_, word))) => f.write_str(word),
            (_, None) => f.write_str("unexpected"),
        }
    }
}

impl FromStr for Problem {
    type Err = ();
    fn from_str(word: &str) -> Result<Self, ()> {
        if let Some(seconds) = word.strip_prefix(TOO_MANY) {
            return seconds
                .parse::<NonZeroU32>()
                .map(|seconds| Self::TooMany(Wait::seconds(seconds)))
                .map_err(drop);
        }
        Self::WORDS.iter().find(|(_, known)| *known == word).map(|(problem, _)| *problem).ok_or(())
    }
}

/// An e-mail address that could be one: something, an `@`, a domain with a dot. Lower case, as the backend keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim().to_lowercase();
        let plausible = text.len() <= 254
            && !text.contains(|c: char| c.is_whitespace() || is_format(c))
            && text.split_once('@').is_some_and(|(who, domain)| {
                let labels: Vec<_> = domain.split('.').collect();
                !who.is_empty()
                    && labels.len() > 1
                    && labels.iter().all(|label| !label.is_empty())
                    && !domain.contains('@')
            });
        if plausible { Ok(Self(text)) } else { Err(Problem::EmailInvalid) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_could_be_one_pass_in_lower_case() {
        assert_eq!(Email::parse("  Ana@Example.com ").unwrap().as_str(), "ana@example.com");
        for bad in [
            "",
            "ana",
            "@example.com",
            "ana@",
            "ana@localhost",
            "ana@a..b",
            "a b@example.com",
            "a@b@c.de",
            "a\u{202E}b@c.de",
        ] {
            assert_eq!(Email::parse(bad), Err(Problem::EmailInvalid), "{bad}");
        }
    }

    #[test]
    fn every_problem_survives_the_address() {
        let waiting = Problem::TooMany(Wait::MINUTE);
        for problem in Problem::WORDS.map(|(problem, _)| problem).into_iter().chain([waiting]) {
            assert_eq!(problem.to_string().parse(), Ok(problem));
        }
        for bad in ["<script>", "too-many", "too-many-", "too-many-0", "too-many-a while"] {
            assert!(bad.parse::<Problem>().is_err(), "{bad}");
        }
    }
}

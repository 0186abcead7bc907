//! Text that is alike whatever its case, in any script. SQLite's own `LIKE` knows only the case of the Latin alphabet.

use rusqlite::{
    Connection, Result,
    functions::{Context, FunctionFlags},
};

/// Where in a text another is looked for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Likeness {
    Begins,
    Ends,
    Holds,
}

impl Likeness {
    const ALL: [Self; 3] = [Self::Begins, Self::Ends, Self::Holds];

    /// The SQL function that says whether its first argument begins with, ends with or holds its second.
    pub(super) fn function(self) -> &'static str {
        match self {
            Self::Begins => "text_begins",
            Self::Ends => "text_ends",
            Self::Holds => "text_holds",
        }
    }

    fn found(self, text: &str, part: &str) -> bool {
        let (text, part) = (text.to_lowercase(), part.to_lowercase());
        match self {
            Self::Begins => text.starts_with(&part),
            Self::Ends => text.ends_with(&part),
            Self::Holds => text.contains(&part),
        }
    }
}

/// Teaches a connection the functions that conditions on text use.
pub(crate) fn teach(conn: &Connection) -> Result<()> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    for likeness in Likeness::ALL {
        let found = move |context: &Context<'_>| -> Result<Option<bool>> {
            // Nothing is like what is not there, nor unlike it.
            let (text, part) = (context.get_raw(0).as_str_or_null()?, context.get_raw(1).as_str_or_null()?);
            Ok(text.zip(part).map(|(text, part)| likeness.found(text, part)))
        };
        conn.create_scalar_function(likeness.function(), 2, flags, found)?;
    }
    Ok(())
}

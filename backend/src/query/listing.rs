//! What requests for lists have in common, beside lists of rows.

use rusqlite::types::Value as Sql;

use super::{Plan, Schema};
use crate::{
    error::{Error, Result},
    params::{Params, QueryFamily},
};

/// Which of many are wanted: queries, words, and whether to count.
pub(crate) struct Listing {
    queries: Vec<appwrite::Query>,
    search: String,
    pub(crate) total: bool,
}

impl Listing {
    pub(crate) fn read(params: &Params) -> Result<Self> {
        let search: String = params.or("search", String::new())?;
        if search.chars().count() > 256 {
            let rule = "Value must be a valid string and no longer than 256 chars.";
            return Err(Error::param("search", rule));
        }
        Ok(Self { queries: params.queries(QueryFamily::Others)?, search, total: params.or("total", true)? })
    }

    /// What was asked, of things whose id or name holds the words that were given.
    pub(crate) fn plan(&self, schema: &dyn Schema, searched: &[&str]) -> Result<Plan> {
        let mut plan = Plan::compile(&self.queries, schema)?;
        if !self.search.is_empty() && !searched.is_empty() {
            let conditions: Vec<String> =
                searched.iter().map(|column| format!("instr(lower({column}), lower(?)) > 0")).collect();
            let word = Sql::Text(self.search.clone());
            plan.and(format!("({})", conditions.join(" OR ")), searched.iter().map(|_| word.clone()));
        }
        Ok(plan)
    }
}

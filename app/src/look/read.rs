//! Reads everything in three steps: who asks, the rows that name them, and what is known of the people in those rows.
//! What a step asks for is asked together.

use std::collections::BTreeSet;

use appwrite::Id;

use super::Look;
use crate::{
    AppError, AppState,
    account::Me,
    cards::Cards,
    friends::{Circle, api::circle_rows},
    presence::api::company,
    snaps::shelf::mailbox,
    state::Caller,
};

/// What the caller sees of everything.
pub(super) async fn look(state: &AppState, caller: &Caller) -> Look {
    let me = &caller.account.id;
    let (rows, finer, mail) =
        tokio::join!(circle_rows(caller), company::finer(caller), mailbox::read(caller));
    let around = rows.as_ref().map(|rows| rows.people()).unwrap_or_default();
    let writing = mail.as_ref().map(|mail| mail.people()).unwrap_or_default();
    let people: BTreeSet<Id> = around.into_iter().chain(writing).collect();
    let here = async {
        match &rows {
            Ok(rows) => company::here(caller, rows).await,
            Err(error) => Err(error.clone()),
        }
    };
    let (dots, cards) = tokio::join!(here, Cards::of(state, &people));
    let company =
        parts(&rows, dots, finer).map(|(rows, dots, finer)| company::together(me, rows, dots, &finer));
    let (circle, mail) = match cards {
        Ok(cards) => (rows.map(|rows| Circle::of(me, &rows, &cards)), mail.map(|mail| mail.named(&cards))),
        Err(error) => (Err(error.clone()), Err(error)),
    };
    Look { me: Me::from_account(&caller.account), company, circle, mail }
}

/// All of them, or the first error.
fn parts<A, B, C>(
    a: &Result<A, AppError>,
    b: Result<B, AppError>,
    c: Result<C, AppError>,
) -> Result<(&A, B, C), AppError> {
    Ok((a.as_ref().map_err(Clone::clone)?, b?, c?))
}

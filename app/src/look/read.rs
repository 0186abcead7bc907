//! Reads everything in three steps: who asks, the rows that name them, and what is known of the people in those rows.
//! What a step asks for is asked together.

use std::collections::BTreeSet;

use appwrite::Id;

use super::{FirstHalo, Known, Look, News, Tag, tag::told_since};
use crate::{
    AppError, AppState,
    account::Me,
    cards::Cards,
    clock::now,
    friends::{Circle, api::circle_rows},
    globe::model::Halo,
    presence::{Company, Spot, api::company},
    privacy::{Precision, showing},
    snaps::{model::Depth, shelf::mailbox},
    state::Caller,
};

/// What the caller sees of everything.
pub(super) async fn look(state: &AppState, caller: &Caller, depth: Depth) -> Look {
    let me = &caller.account.id;
    let (rows, finer, mail) =
        tokio::join!(circle_rows(caller), company::finer(caller), mailbox::read(caller, depth));
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
        Ok(cards) => {
            let friends = rows.as_ref().map(|rows| rows.friends.clone()).unwrap_or_default();
            let mail = mail.map(|mail| mail.named(&cards, |id| friends.contains(id)));
            (rows.map(|rows| Circle::of(me, &rows, &cards)), mail)
        }
        Err(error) => (Err(error.clone()), Err(error)),
    };
    let halo = FirstHalo(company.as_ref().ok().and_then(halo));
    let me = Me::from_account(&caller.account);
    let look = Look { me, company, circle, mail, halo, known: Known::default() };
    Look { known: Known::of(&look, depth), ..look }
}

/// What friends are shown of where the caller is, who has this company.
fn halo(company: &Company) -> Option<(Spot, Precision, Option<Halo>)> {
    let (spot, seen_as) = (company.my_spot?, &company.seen_as);
    let precision = seen_as.precision.filter(|shown| seen_as.ghost.is_none() && *shown > Precision::Exact)?;
    Some((spot, precision, showing::halo(spot, precision)))
}

/// What is in this look and not known to a page.
pub(super) fn news(look: Look, known: &Known) -> News {
    let Look { me, company, circle, mail, halo: _, known: fresh } = look;
    let same = |then: Option<Tag>, now: Option<Tag>| then.is_some() && then == now;
    let since = told_since(known.newest);
    let is_same_company = same(known.company, fresh.company);
    let dots = company.iter().filter(|_| is_same_company).flat_map(|company| &company.dots);
    let dots = dots.filter(|dot| dot.updated >= since).cloned().collect();
    News {
        as_of: now(),
        me: (!same(known.me, fresh.me)).then_some(me),
        dots,
        // When friends were last here is in it: somebody who went was here just now.
        circle: (!same(known.circle, fresh.circle) || !is_same_company).then_some(circle),
        company: (!is_same_company).then_some(company),
        mail: (!same(known.mail, fresh.mail)).then_some(mail),
        known: fresh,
    }
}

/// All of them, or the first error.
fn parts<A, B, C>(
    a: &Result<A, AppError>,
    b: Result<B, AppError>,
    c: Result<C, AppError>,
) -> Result<(&A, B, C), AppError> {
    Ok((a.as_ref().map_err(Clone::clone)?, b?, c?))
}

//! The list of who is here, as whoever asks may see it.

use std::collections::{BTreeMap, BTreeSet};

use appwrite::{Id, Query};
use futures_util::future::try_join_all;

use crate::{
    AppError,
    friends::api::{CircleRows, circle_rows},
    gazetteer::{api::names, model::Area},
    presence::{
        Spot,
        model::{Company, Dot, GROUP, owned_by},
    },
    privacy::{Precision, places},
    state::Caller,
};

/// How many presences one list holds: at least one for each of a [`GROUP`], as there is one for each person.
const PAGE: u32 = 100;
const _: () = assert!(GROUP <= PAGE as usize);

/// The friends of the caller, and those of us who are here, each where the caller may know them to be.
pub(super) async fn of(caller: &Caller) -> Result<Company, AppError> {
    let here = async {
        let rows = circle_rows(caller).await?;
        let dots = here(caller, &rows).await?;
        Ok::<_, AppError>((rows, dots))
    };
    let ((rows, dots), finer) = tokio::try_join!(here, finer(caller))?;
    Ok(together(&caller.account.id, &rows, dots, &finer))
}

/// Where friends are who show the caller more than their presences say.
pub(crate) async fn finer(caller: &Caller) -> Result<BTreeMap<Id, Spot>, AppError> {
    places::readable(&caller.client, &caller.account.id).await
}

/// What was read apart, as one look at it.
pub(crate) fn together(
    me: &Id,
    rows: &CircleRows,
    mut dots: Vec<Dot>,
    finer: &BTreeMap<Id, Spot>,
) -> Company {
    let my_spot = rows.profile.spot();
    for dot in &mut dots {
        // What my own record says is for others. Where I am is what I said, exactly.
        if dot.id == *me {
            (dot.spot, dot.precision) = (my_spot, Precision::Exact);
        } else {
            dot.finer = finer.get(&dot.id).copied();
        }
    }
    let areas: BTreeSet<Area> = dots.iter().filter_map(Dot::area).chain(my_spot.map(Area::around)).collect();
    let (friends, seen_as) = (rows.friends.clone(), rows.profile.seen_as());
    Company { names: names(areas), friends, dots, my_spot, seen_as }
}

/// The presences of the caller and their friends, as far as the caller may read them. Strangers may let everybody read
/// theirs; those are not asked for.
pub(crate) async fn here(caller: &Caller, rows: &CircleRows) -> Result<Vec<Dot>, AppError> {
    let people: Vec<&Id> = rows.friends.iter().chain([&caller.account.id]).collect();
    let list = |group: &[&Id]| {
        let queries = [owned_by(group.iter().copied()), Query::limit(PAGE)];
        async move { caller.client.presences().list_said(&queries).await }
    };
    let lists = try_join_all(people.chunks(GROUP).map(list)).await?;
    Ok(lists.iter().flatten().map(Dot::from_view).collect())
}
